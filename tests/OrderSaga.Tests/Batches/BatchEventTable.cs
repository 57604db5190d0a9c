using OrderSaga.Tests.Jobs;

namespace OrderSaga.Tests.Batches;

/// <summary>
/// What every event does to a batch in every situation. Rows are events, columns are situations, a cell is a word of
/// <see cref="Outcomes"/>. This is the specification: the tests read it, and so should you. The batch has 20 products.
/// </summary>
static class BatchEventTable
{
    /// <summary>The columns: where a batch can stand. Counts are waiting, running, successful, failed and dismissed orders.</summary>
    public static readonly TextTable Situations = new(
        """
        situation  | status     | phase     | stored | counts     | due | deadline
        prepared   | prepared   | prepared  | no     | 0 0 0 0 0  | no  | yes
        starting   | accepted   | starting  | no     | 0 0 0 0 0  | yes | no
        queued     | accepted   | queued    | yes    | 20 0 0 0 0 | no  | no
        running    | running    | running   | yes    | 10 4 4 2 0 | no  | no
        cut off    | dismissed  | stopping  | no     | 0 0 0 0 0  | yes | no
        stopping   | dismissed  | stopping  | yes    | 10 2 4 4 0 | yes | no
        failing    | failed     | stopping  | yes    | 8 0 2 10 0 | yes | no
        successful | successful | completed | yes    | 0 0 18 2 0 | no  | no
        failed     | failed     | failed    | yes    | 0 0 0 20 0 | no  | no
        dismissed  | dismissed  | cancelled | yes    | 0 0 5 5 10 | no  | no
        removed    | successful | completed | yes    | 0 0 18 2 0 | no  | no
        discarded  | discarded  | discarded | no     | 0 0 0 0 0  | no  | no
        """);

    /// <summary>
    /// The words: "=" is "as before", "*" the status before. Counts are those of the message, or all waiting. Told are
    /// changes of status with new sequence numbers; a history line carries the event's own cause unless another is named.
    /// </summary>
    public static readonly TextTable Outcomes = new(
        """
        word            | status     | phase     | reason             | outcome  | stored | counts | due | deadline | told                                 | history
        no batch        |            |           |                    |          |        |        |     |          |                                      |
        unknown batch   |            |           |                    |          |        |        |     |          | the caller is told that it is unknown |
        started         | accepted   | starting  | -                  | -        | no     | =      | yes | no       | -→accepted                           | prepared→accepted
        made            | accepted   | starting  | -                  | -        | no     | =      | yes | no       | -→accepted                           | -→accepted
        same            | =          | =         | =                  | =        | =      | =      | =   | =        |                                      |
        late            | =          | =         | =                  | =        | =      | =      | =   | =        |                                      | late
        retold          | =          | =         | =                  | =        | =      | =      | =   | =        | the same status, same sequence       |
        stored          | accepted   | queued    | -                  | -        | yes    | all    | no  | no       |                                      | *→*
        empty           | successful | completed | -                  | complete | yes    | all    | no  | no       | accepted→successful                  | accepted→successful
        stored, to stop | dismissed  | stopping  | -                  | -        | yes    | all    | yes | no       |                                      | *→*
        nothing to stop | dismissed  | cancelled | -                  | -        | yes    | all    | no  | no       |                                      | *→*
        runs            | running    | running   | -                  | -        | yes    | new    | no  | no       | accepted→running                     | accepted→running
        counted         | running    | running   | -                  | -        | yes    | new    | no  | no       | running→running                      |
        complete        | successful | completed | -                  | complete | yes    | new    | no  | no       | running→successful                   | running→successful
        partial         | successful | completed | -                  | partial  | yes    | new    | no  | no       | running→successful                   | running→successful
        nothing         | failed     | failed    | nothing-successful | -        | yes    | new    | no  | no       | running→failed                       | running→failed
        too many        | failed     | stopping  | too-many-failures  | -        | yes    | new    | yes | no       | running→failed                       | running→failed
        one             | failed     | stopping  | product-failed     | -        | yes    | new    | yes | no       | running→failed                       | running→failed
        one, at the end | failed     | failed    | product-failed     | -        | yes    | new    | no  | no       | running→failed                       | running→failed
        runs, complete  | successful | completed | -                  | complete | yes    | new    | no  | no       | accepted→running, running→successful | accepted→running, running→successful
        runs, partial   | successful | completed | -                  | partial  | yes    | new    | no  | no       | accepted→running, running→successful | accepted→running, running→successful
        runs, nothing   | failed     | failed    | nothing-successful | -        | yes    | new    | no  | no       | accepted→running, running→failed     | accepted→running, running→failed
        runs, too many  | failed     | stopping  | too-many-failures  | -        | yes    | new    | yes | no       | accepted→running, running→failed     | accepted→running, running→failed
        runs, one       | failed     | stopping  | product-failed     | -        | yes    | new    | yes | no       | accepted→running, running→failed     | accepted→running, running→failed
        runs, one, end  | failed     | failed    | product-failed     | -        | yes    | new    | no  | no       | accepted→running, running→failed     | accepted→running, running→failed
        stops           | =          | stopping  | =                  | -        | yes    | new    | yes | no       | *→*                                  |
        stop ends       | =          | *         | =                  | -        | yes    | new    | no  | no       | *→*                                  |
        dismissed       | dismissed  | stopping  | -                  | -        | =      | =      | yes | no       | *→dismissed                          | *→dismissed
        discarded       | discarded  | discarded | -                  | -        | no     | =      | no  | no       | -→dismissed                          | prepared→discarded
        expired         | discarded  | discarded | not-triggered      | -        | no     | =      | no  | no       | -→dismissed                          | prepared→discarded
        removed         | =          | =         | =                  | =        | =      | =      | =   | =        |                                      | removed
        """);

    /// <summary>A batch that goes on when products fail.</summary>
    public static readonly TextTable Continue = new(
        """
        event                       | none          | prepared  | starting  | queued         | running   | cut off         | stopping  | failing   | successful | failed  | dismissed | removed | discarded
        StartBatch                  | unknown batch | started   | retold    | retold         | retold    | same            | same      | same      | same       | same    | same      | same    | same
        StartBatch, same priority   | unknown batch | started   | retold    | retold         | retold    | same            | same      | same      | same       | same    | same      | same    | same
        StartBatch, other priority  | unknown batch | started   | same      | same           | same      | same            | same      | same      | same       | same    | same      | same    | same
        RetryBatch                  | made          | same      | same      | same           | same      | same            | same      | same      | same       | same    | same      | same    | same
        orders stored               | no batch      | same      | stored    | same           | same      | stored, to stop | same      | same      | same       | same    | same      | same    | same
        orders stored, none         | no batch      | same      | empty     | same           | same      | nothing to stop | same      | same      | same       | same    | same      | same    | same
        counted, as before          | no batch      | same      | same      | same           | same      | same            | same      | same      | same       | same    | same      | same    | same
        counted, older              | no batch      | same      | same      | same           | same      | same            | same      | same      | same       | same    | same      | same    | same
        counted, older but ahead    | no batch      | same      | same      | runs           | counted   | same            | stops     | stops     | same       | same    | same      | same    | same
        counted, some run           | no batch      | same      | same      | runs           | counted   | same            | stops     | stops     | same       | same    | same      | same    | same
        counted, 9 of 9 failed      | no batch      | same      | same      | runs           | counted   | same            | stops     | stops     | same       | same    | same      | same    | same
        counted, 9 of 12 failed     | no batch      | same      | same      | runs           | counted   | same            | stops     | stops     | same       | same    | same      | same    | same
        counted, 12 of 15 failed    | no batch      | same      | same      | runs, too many | too many  | same            | stops     | stops     | same       | same    | same      | same    | same
        counted, all successful     | no batch      | same      | same      | runs, complete | complete  | same            | stop ends | stop ends | same       | same    | same      | same    | same
        counted, 1 of 20 successful | no batch      | same      | same      | runs, partial  | partial   | same            | stop ends | stop ends | same       | same    | same      | same    | same
        counted, none successful    | no batch      | same      | same      | runs, nothing  | nothing   | same            | stop ends | stop ends | same       | same    | same      | same    | same
        CancelBatch                 | unknown batch | discarded | dismissed | dismissed      | dismissed | same            | same      | late      | late       | late    | same      | late    | same
        CancelBatch, remove         | unknown batch | discarded | dismissed | dismissed      | dismissed | same            | same      | removed   | removed    | removed | same      | same    | same
        DiscardBatch                | no batch      | discarded | same      | same           | same      | same            | same      | same      | same       | same    | same      | same    | same
        deadline                    | no batch      | expired   | same      | same           | same      | same            | same      | same      | same       | same    | same      | same    | same
        deadline, stale             | no batch      | same      | same      | same           | same      | same            | same      | same      | same       | same    | same      | same    | same
        """);

    /// <summary>A batch of which all are wanted: only the events that end otherwise.</summary>
    public static readonly TextTable All = new(
        """
        event                       | none     | prepared | starting | queued         | running         | cut off | stopping  | failing   | successful | failed | dismissed | removed | discarded
        counted, older but ahead    | no batch | same     | same     | runs, one      | one             | same    | stops     | stops     | same       | same   | same      | same    | same
        counted, some run           | no batch | same     | same     | runs, one      | one             | same    | stops     | stops     | same       | same   | same      | same    | same
        counted, 9 of 9 failed      | no batch | same     | same     | runs, one      | one             | same    | stops     | stops     | same       | same   | same      | same    | same
        counted, 9 of 12 failed     | no batch | same     | same     | runs, one      | one             | same    | stops     | stops     | same       | same   | same      | same    | same
        counted, 12 of 15 failed    | no batch | same     | same     | runs, one      | one             | same    | stops     | stops     | same       | same   | same      | same    | same
        counted, 1 of 20 successful | no batch | same     | same     | runs, one, end | one, at the end | same    | stop ends | stop ends | same       | same   | same      | same    | same
        counted, none successful    | no batch | same     | same     | runs, one, end | one, at the end | same    | stop ends | stop ends | same       | same   | same      | same    | same
        """);
}
