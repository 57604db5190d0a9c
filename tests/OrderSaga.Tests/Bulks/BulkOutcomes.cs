using OrderSaga.Tests.Jobs;

namespace OrderSaga.Tests.Bulks;

/// <summary>
/// What every event does to a bulk in every situation. Rows are events, columns are situations, a cell is a word of
/// <see cref="Outcomes"/>. This is the specification: the tests read it, and so should you.
/// </summary>
static class BulkOutcomes
{
    /// <summary>The columns: where a bulk can stand. Due is work for a resolver, claimed that one has it.</summary>
    public static readonly TextTable Situations = new(
        """
        situation  | status     | phase     | automatic | due | claimed | cascade | removed
        awaited    | awaited    | cancelled | no        | no  | no      | no      | no
        queued     | accepted   | queued    | no        | yes | no      | -       | no
        claimed    | accepted   | queued    | no        | yes | yes     | -       | no
        resolving  | running    | resolving | no        | yes | yes     | -       | no
        orphaned   | running    | resolving | no        | yes | no      | -       | no
        splitting  | running    | splitting | no        | yes | yes     | -       | no
        automatic  | running    | splitting | yes       | yes | yes     | -       | no
        prepared   | successful | completed | no        | no  | no      | -       | no
        triggering | successful | completed | yes       | yes | yes     | -       | no
        withdrawn  | successful | completed | no        | no  | no      | no      | no
        cascaded   | successful | completed | no        | no  | no      | yes     | no
        removed    | successful | completed | no        | no  | no      | no      | yes
        failed     | failed     | failed    | no        | no  | no      | -       | no
        gone       | failed     | failed    | no        | no  | no      | -       | yes
        dismissed  | dismissed  | cancelled | no        | no  | no      | no      | no
        stopped    | dismissed  | cancelled | no        | no  | no      | yes     | no
        """);

    /// <summary>The words: "=" is "as before", "*" the status before. Told are changes of status with new sequence numbers.</summary>
    public static readonly TextTable Outcomes = new(
        """
        word         | status     | phase     | reason           | due | claimed | cascade | removed | told                                  | history
        no bulk      |            |           |                  |     |         |         |         |                                       |
        unknown bulk |            |           |                  |     |         |         |         | the caller is told that it is unknown |
        queued       | accepted   | queued    | -                | yes | no      | -       | no      | -→accepted                            | one a change
        same         | =          | =         | =                | =   | =       | =       | =       |                                       |
        late         | =          | =         | =                | =   | =       | =       | =       |                                       | late
        retold       | =          | =         | =                | =   | =       | =       | =       | the same status, same sequence        |
        rejected     | =          | =         | =                | =   | =       | =       | =       | rejected                              |
        resolving    | running    | resolving | -                | yes | =       | -       | no      | accepted→running                      | one a change
        prepared     | successful | completed | -                | no  | no      | -       | no      | running→successful                    | one a change
        triggering   | successful | completed | -                | yes | yes     | -       | no      | running→successful                    | one a change
        failed       | failed     | failed    | catalogue-failed | yes | no      | -       | no      | *→failed                              | one a change
        dismissed    | dismissed  | cancelled | -                | yes | no      | no      | no      | *→dismissed                           | one a change
        stopped      | dismissed  | cancelled | -                | yes | no      | yes     | no      | *→dismissed                           | one a change
        withdrawn    | =          | =         | =                | yes | no      | no      | =       |                                       | one
        cascaded     | =          | =         | =                | yes | no      | yes     | =       |                                       | one
        removed      | =          | =         | =                | yes | no      | no      | yes     |                                       | removed
        removed, all | =          | =         | =                | yes | no      | yes     | yes     |                                       | removed
        gone         | =          | =         | =                | =   | =       | =       | yes     |                                       | removed
        met          | dismissed  | cancelled | -                | yes | no      | no      | no      | -→accepted, accepted→dismissed        | submitted, dismissed
        """);

    public static readonly TextTable Events = new(
        """
        event                       | none         | awaited      | queued    | claimed   | resolving | orphaned  | splitting | automatic  | prepared     | triggering   | withdrawn    | cascaded     | removed  | failed   | gone     | dismissed | stopped
        PlaceBulk                   | queued       | met          | retold    | retold    | retold    | retold    | retold    | retold     | retold       | retold       | retold       | retold       | retold   | retold   | retold   | retold    | retold
        PlaceBulk, other content    | queued       | met          | rejected  | rejected  | rejected  | rejected  | rejected  | rejected   | rejected     | rejected     | rejected     | rejected     | rejected | rejected | rejected | rejected  | rejected
        ResolveBulk                 | no bulk      | no bulk      | resolving | resolving | same      | same      | same      | same       | same         | same         | same         | same         | same     | same     | same     | same      | same
        BulkPrepared                | no bulk      | no bulk      | same      | same      | prepared  | prepared  | prepared  | triggering | same         | same         | same         | same         | same     | same     | same     | same      | same
        BulkPrepared, empty         | no bulk      | no bulk      | same      | same      | prepared  | prepared  | prepared  | prepared   | same         | same         | same         | same         | same     | same     | same     | same      | same
        FailBulk                    | no bulk      | no bulk      | same      | failed    | failed    | same      | failed    | failed     | same         | same         | same         | same         | same     | same     | same     | same      | same
        FailBulk, other claim       | no bulk      | no bulk      | same      | same      | same      | same      | same      | same       | same         | same         | same         | same         | same     | same     | same     | same      | same
        CancelBulk                  | unknown bulk | unknown bulk | dismissed | dismissed | dismissed | dismissed | dismissed | dismissed  | withdrawn    | withdrawn    | same         | same         | same     | late     | late     | same      | same
        CancelBulk, cascade         | unknown bulk | unknown bulk | stopped   | stopped   | stopped   | stopped   | stopped   | stopped    | cascaded     | cascaded     | cascaded     | same         | cascaded | late     | late     | cascaded  | same
        CancelBulk, remove          | unknown bulk | unknown bulk | dismissed | dismissed | dismissed | dismissed | dismissed | dismissed  | removed      | removed      | removed      | removed, all | same     | gone     | same     | same      | same
        CancelBulk, remove, cascade | unknown bulk | unknown bulk | stopped   | stopped   | stopped   | stopped   | stopped   | stopped    | removed, all | removed, all | removed, all | removed, all | cascaded | gone     | same     | cascaded  | same
        CancelBulkToCome            | no bulk      | no bulk      | dismissed | dismissed | dismissed | dismissed | dismissed | dismissed  | withdrawn    | withdrawn    | same         | same         | same     | late     | late     | same      | same
        CancelBulkToCome, cascade   | no bulk      | no bulk      | stopped   | stopped   | stopped   | stopped   | stopped   | stopped    | cascaded     | cascaded     | cascaded     | same         | cascaded | late     | late     | cascaded  | same
        deadline                    | no bulk      | no bulk      | same      | same      | same      | same      | same      | same       | same         | same         | same         | same         | same     | same     | same     | same      | same
        """);
}
