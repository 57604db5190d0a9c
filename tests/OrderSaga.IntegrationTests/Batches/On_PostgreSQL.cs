using NUnit.Framework;
using OrderSaga.Tests.Batches;
using OrderSaga.Tests.Batches.Scenarios;

namespace OrderSaga.IntegrationTests.Batches;

[SetUpFixture]
public sealed class The_database_of_batches
{
    [OneTimeTearDown]
    public Task DropAsync() => BatchWorld.DropAsync();
}

// Where PostgreSQL's own SQL is at work: sets of rows, locks, and the queries of the lists.
public sealed class Starting_a_batch_on_PostgreSQL : Starting_a_batch;

public sealed class Counting_a_batch_on_PostgreSQL : Counting_a_batch;

public sealed class Dismissing_a_batch_on_PostgreSQL : Dismissing_a_batch;

public sealed class Trying_a_batch_again_on_PostgreSQL : Trying_a_batch_again;

public sealed class Reading_batches_on_PostgreSQL : Reading_batches;
