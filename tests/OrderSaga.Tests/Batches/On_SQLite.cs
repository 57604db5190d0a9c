using OrderSaga.Tests.Batches.Scenarios;

namespace OrderSaga.Tests.Batches;

public sealed class Starting_a_batch_on_SQLite : Starting_a_batch;

public sealed class Triggering_a_batch_on_SQLite : Triggering_a_batch;

public sealed class Counting_a_batch_on_SQLite : Counting_a_batch;

public sealed class Dismissing_a_batch_on_SQLite : Dismissing_a_batch;

public sealed class Trying_a_batch_again_on_SQLite : Trying_a_batch_again;

public sealed class Reading_batches_on_SQLite : Reading_batches;
