using OrderSaga.Tests.Jobs;

namespace OrderSaga.Tests.Orders;

/// <summary>
/// What every event does to an order in every situation. Rows are events, columns are situations, a cell is a word of
/// <see cref="Outcomes"/>. This is the specification: the tests read it, and so should you.
/// </summary>
static class OrderTable
{
    /// <summary>The columns: where an order can stand. Attempts are 2 of 3, so that there is an older one and one to come; stamped is a request whose sending is on record.</summary>
    public static readonly TextTable Situations = new(
        """
        situation  | status     | phase       | attempt | sends | dispatch | stamped | place | deadline
        awaited    | awaited    | cancelled   | 1       | 0     | no       | -       | no    | wait
        scheduled  | accepted   | scheduled   | 1       | 0     | no       | -       | no    | notBefore
        queued     | accepted   | queued      | 2       | 0     | yes      | no      | no    | none
        claimed    | accepted   | dispatching | 2       | 1     | yes      | no      | yes   | none
        sent       | accepted   | dispatched  | 2       | 1     | no       | yes     | yes   | grant
        granted    | running    | granted     | 2       | 1     | no       | yes     | yes   | completion
        requeued   | running    | queued      | 2       | 0     | yes      | no      | no    | none
        reclaimed  | running    | dispatching | 2       | 1     | yes      | no      | yes   | none
        resent     | running    | dispatched  | 2       | 1     | no       | yes     | yes   | grant
        successful | successful | completed   | 2       | 1     | no       | yes     | no    | eviction
        evicted    | successful | evicted     | 2       | 1     | no       | yes     | no    | none
        failed     | failed     | failed      | 2       | 1     | no       | yes     | no    | none
        dismissed  | dismissed  | cancelled   | 2       | 1     | no       | yes     | no    | none
        removed    | successful | completed   | 2       | 1     | no       | yes     | no    | eviction
        """);

    /// <summary>
    /// The words: "=" is "as before", "*" the status before, "+1" one attempt more. Told are changes of status with new
    /// sequence numbers; a history line carries the event's own cause unless another is named.
    /// </summary>
    public static readonly TextTable Outcomes = new(
        """
        word          | status     | phase     | attempt | reason            | dispatch | place | deadline   | told                                  | history
        no order      |            |           |         |                   |          |       |            |                                       |
        unknown order |            |           |         |                   |          |       |            | the caller is told that it is unknown |
        queued        | accepted   | queued    | 1       | -                 | yes      | no    | none       | -→accepted                            | one a change
        scheduled     | accepted   | scheduled | 1       | -                 | no       | no    | notBefore  | -→accepted                            | one a change
        online        | successful | completed | 1       | -                 | no       | no    | none       | -→accepted, accepted→successful       | one a change
        not found     | failed     | failed    | 1       | product-not-found | no       | no    | none       | -→accepted, accepted→failed           | one a change
        ambiguous     | failed     | failed    | 1       | product-ambiguous | no       | no    | none       | -→accepted, accepted→failed           | one a change
        same          | =          | =         | =       | =                 | =        | =     | =          |                                       |
        late          | =          | =         | =       | =                 | =        | =     | =          |                                       | late
        retold        | =          | =         | =       | =                 | =        | =     | =          | the same status, same sequence        |
        rejected      | =          | =         | =       | =                 | =        | =     | =          | rejected                              |
        due           | accepted   | queued    | =       | -                 | yes      | no    | none       |                                       | one
        granted       | running    | granted   | =       | -                 | no       | yes   | completion | accepted→running                      | one a change
        granted, q    | running    | granted   | =       | -                 | no       | yes   | quiet      | accepted→running                      | one a change
        resumed       | running    | granted   | =       | -                 | no       | yes   | completion |                                       | one
        resumed, q    | running    | granted   | =       | -                 | no       | yes   | quiet      |                                       | one
        again         | =          | queued    | +1      | -                 | yes      | no    | none       | *→*                                   | one a change
        runs, again   | running    | queued    | +1      | -                 | yes      | no    | none       | accepted→running, running→running     | one a change
        done          | successful | completed | =       | -                 | no       | no    | eviction   | running→successful                    | one a change
        runs, done    | successful | completed | =       | -                 | no       | no    | eviction   | accepted→running, running→successful  | one a change
        error         | failed     | failed    | =       | archive-error     | no       | no    | none       | running→failed                        | one a change
        runs, error   | failed     | failed    | =       | archive-error     | no       | no    | none       | accepted→running, running→failed      | one a change
        denied        | failed     | failed    | =       | denied            | no       | no    | none       | *→failed                              | one a change
        refused       | failed     | failed    | =       | invalid-request   | no       | no    | none       | *→failed                              | one a change
        timeout       | failed     | failed    | =       | timeout           | no       | no    | none       | *→failed                              | one a change
        dismissed     | dismissed  | cancelled | =       | -                 | no       | no    | none       | *→dismissed                           | one a change
        removed       | =          | =         | =       | =                 | =        | =     | =          |                                       | removed
        evicted       | =          | evicted   | =       | =                 | =        | =     | none       |                                       | evicted
        met           | dismissed  | cancelled | 1       | -                 | no       | no    | none       | -→accepted, accepted→dismissed        | submitted, dismissed
        online, met   | successful | completed | 1       | -                 | no       | no    | none       | -→accepted, accepted→successful       | submitted, submitted, dismissed late
        none, met     | failed     | failed    | 1       | product-not-found | no       | no    | none       | -→accepted, accepted→failed           | submitted, submitted, dismissed late
        several, met  | failed     | failed    | 1       | product-ambiguous | no       | no    | none       | -→accepted, accepted→failed           | submitted, submitted, dismissed late
        """);

    /// <summary>A plain patch; errors of REGARDS are final; the request was sent once.</summary>
    public static readonly TextTable Plain = new(
        """
        event                           | none          | awaited       | scheduled | queued      | claimed     | sent        | granted   | requeued  | reclaimed | resent    | successful | evicted  | failed   | dismissed | removed
        PlaceOrder                      | queued        | met           | retold    | retold      | retold      | retold      | retold    | retold    | retold    | retold    | retold     | retold   | retold   | retold    | retold
        PlaceOrder, other content       | queued        | met           | rejected  | rejected    | rejected    | rejected    | rejected  | rejected  | rejected  | rejected  | rejected   | rejected | rejected | rejected  | rejected
        PlaceOrder, product online      | online        | online, met   | retold    | retold      | retold      | retold      | retold    | retold    | retold    | retold    | retold     | retold   | retold   | retold    | retold
        PlaceOrder, product not found   | not found     | none, met     | retold    | retold      | retold      | retold      | retold    | retold    | retold    | retold    | retold     | retold   | retold   | retold    | retold
        PlaceOrder, no product          | not found     | none, met     | retold    | retold      | retold      | retold      | retold    | retold    | retold    | retold    | retold     | retold   | retold   | retold    | retold
        PlaceOrder, product ambiguous   | ambiguous     | several, met  | retold    | retold      | retold      | retold      | retold    | retold    | retold    | retold    | retold     | retold   | retold   | retold    | retold
        PlaceOrder, not before later    | scheduled     | met           | retold    | retold      | retold      | retold      | retold    | retold    | retold    | retold    | retold     | retold   | retold   | retold    | retold
        PlaceOrder, not before earlier  | queued        | met           | retold    | retold      | retold      | retold      | retold    | retold    | retold    | retold    | retold     | retold   | retold   | retold    | retold
        CancelOrder                     | unknown order | unknown order | dismissed | dismissed   | dismissed   | dismissed   | dismissed | dismissed | dismissed | dismissed | late       | late     | late     | same      | late
        CancelOrder, remove             | unknown order | unknown order | dismissed | dismissed   | dismissed   | dismissed   | dismissed | dismissed | dismissed | dismissed | removed    | removed  | removed  | same      | same
        CancelOrderToCome               | no order      | no order      | dismissed | dismissed   | dismissed   | dismissed   | dismissed | dismissed | dismissed | dismissed | late       | late     | late     | same      | late
        GRANTED                         | no order      | no order      | late      | granted     | granted     | granted     | same      | resumed   | resumed   | resumed   | late       | late     | late     | late      | late
        GRANTED, other attempt          | no order      | no order      | late      | late        | late        | late        | late      | late      | late      | late      | late       | late     | late     | late      | late
        GRANTED, other owner            | no order      | no order      | same      | same        | same        | same        | same      | same      | same      | same      | same       | same     | same     | same      | same
        GRANTED, other tenant           | no order      | no order      | same      | same        | same        | same        | same      | same      | same      | same      | same       | same     | same     | same      | same
        DENIED                          | no order      | no order      | late      | denied      | denied      | denied      | late      | denied    | denied    | denied    | late       | late     | late     | late      | late
        DENIED, other attempt           | no order      | no order      | late      | late        | late        | late        | late      | late      | late      | late      | late       | late     | late     | late      | late
        DENIED, other owner             | no order      | no order      | same      | same        | same        | same        | same      | same      | same      | same      | same       | same     | same     | same      | same
        DENIED, other tenant            | no order      | no order      | same      | same        | same        | same        | same      | same      | same      | same      | same       | same     | same     | same      | same
        DENIED as in use                | no order      | no order      | late      | again       | again       | again       | late      | again     | again     | again     | late       | late     | late     | late      | late
        DENIED as in use, other attempt | no order      | no order      | late      | late        | late        | late        | late      | late      | late      | late      | late       | late     | late     | late      | late
        DENIED as in use, other owner   | no order      | no order      | same      | same        | same        | same        | same      | same      | same      | same      | same       | same     | same     | same      | same
        DENIED as in use, other tenant  | no order      | no order      | same      | same        | same        | same        | same      | same      | same      | same      | same       | same     | same     | same      | same
        SUCCESS                         | no order      | no order      | late      | runs, done  | runs, done  | runs, done  | done      | done      | done      | done      | same       | same     | late     | late      | same
        SUCCESS, other attempt          | no order      | no order      | late      | runs, done  | runs, done  | runs, done  | done      | done      | done      | done      | same       | same     | late     | late      | same
        SUCCESS, other owner            | no order      | no order      | same      | same        | same        | same        | same      | same      | same      | same      | same       | same     | same     | same      | same
        SUCCESS, other tenant           | no order      | no order      | same      | same        | same        | same        | same      | same      | same      | same      | same       | same     | same     | same      | same
        ERROR                           | no order      | no order      | late      | runs, error | runs, error | runs, error | error     | error     | error     | error     | late       | late     | late     | late      | late
        ERROR, other attempt            | no order      | no order      | late      | late        | late        | late        | late      | late      | late      | late      | late       | late     | late     | late      | late
        ERROR, other owner              | no order      | no order      | same      | same        | same        | same        | same      | same      | same      | same      | same       | same     | same     | same      | same
        ERROR, other tenant             | no order      | no order      | same      | same        | same        | same        | same      | same      | same      | same      | same       | same     | same     | same      | same
        NOTIFICATION                    | no order      | no order      | late      | late        | late        | late        | late      | late      | late      | late      | late       | late     | late     | late      | late
        NOTIFICATION, failed            | no order      | no order      | late      | late        | late        | late        | late      | late      | late      | late      | late       | late     | late     | late      | late
        NOTIFICATION, other attempt     | no order      | no order      | late      | late        | late        | late        | late      | late      | late      | late      | late       | late     | late     | late      | late
        NOTIFICATION, other owner       | no order      | no order      | same      | same        | same        | same        | same      | same      | same      | same      | same       | same     | same     | same      | same
        NOTIFICATION, other tenant      | no order      | no order      | same      | same        | same        | same        | same      | same      | same      | same      | same       | same     | same     | same      | same
        RefuseRequest                   | no order      | no order      | refused   | refused     | refused     | refused     | late      | refused   | refused   | refused   | same       | same     | same     | same      | same
        RefuseRequest, other attempt    | no order      | no order      | same      | same        | same        | same        | same      | same      | same      | same      | same       | same     | same     | same      | same
        deadline                        | no order      | no order      | due       | same        | same        | again       | again     | same      | same      | again     | evicted    | same     | same     | same      | evicted
        deadline, stale                 | no order      | no order      | same      | same        | same        | same        | same      | same      | same      | same      | same       | same     | same     | same      | same
        """);

    // Below: only the events that end otherwise than with a plain patch.

    /// <summary>A patch with files: no SUCCESS ever comes, the notice ends it.</summary>
    public static readonly TextTable Files = new(
        """
        event                       | none     | awaited  | scheduled | queued     | claimed    | sent       | granted | requeued | reclaimed | resent | successful | evicted | failed | dismissed | removed
        NOTIFICATION                | no order | no order | late      | runs, done | runs, done | runs, done | done    | done     | done      | done   | late       | late    | late   | late      | late
        NOTIFICATION, failed        | no order | no order | late      | runs, done | runs, done | runs, done | done    | done     | done      | done   | late       | late    | late   | late      | late
        NOTIFICATION, other attempt | no order | no order | late      | runs, done | runs, done | runs, done | done    | done     | done      | done   | late       | late    | late   | late      | late
        """);

    /// <summary>A patch with files that is done when it was quiet for a while after the grant.</summary>
    public static readonly TextTable QuietFiles = new(
        """
        event                       | none     | awaited  | scheduled | queued     | claimed    | sent       | granted | requeued   | reclaimed  | resent     | successful | evicted | failed | dismissed | removed
        GRANTED                     | no order | no order | late      | granted, q | granted, q | granted, q | same    | resumed, q | resumed, q | resumed, q | late       | late    | late   | late      | late
        NOTIFICATION                | no order | no order | late      | runs, done | runs, done | runs, done | done    | done       | done       | done       | late       | late    | late   | late      | late
        NOTIFICATION, failed        | no order | no order | late      | runs, done | runs, done | runs, done | done    | done       | done       | done       | late       | late    | late   | late      | late
        NOTIFICATION, other attempt | no order | no order | late      | runs, done | runs, done | runs, done | done    | done       | done       | done       | late       | late    | late   | late      | late
        deadline                    | no order | no order | due       | same       | same       | again      | done    | same       | same       | again      | evicted    | same    | same   | same      | evicted
        """);

    /// <summary>Errors of REGARDS lead to a further attempt.</summary>
    public static readonly TextTable RetriedErrors = new(
        """
        event | none     | awaited  | scheduled | queued      | claimed     | sent        | granted | requeued | reclaimed | resent | successful | evicted | failed | dismissed | removed
        ERROR | no order | no order | late      | runs, again | runs, again | runs, again | again   | again    | again     | again  | late       | late    | late   | late      | late
        """);

    /// <summary>Errors would lead to a further attempt, but this is attempt 3 of 3.</summary>
    public static readonly TextTable LastAttempt = new(
        """
        event            | none     | awaited  | scheduled | queued | claimed | sent    | granted | requeued | reclaimed | resent  | successful | evicted | failed | dismissed | removed
        DENIED as in use | no order | no order | late      | denied | denied  | denied  | late    | denied   | denied    | denied  | late       | late    | late   | late      | late
        deadline         | no order | no order | due       | same   | same    | timeout | timeout | same     | same      | timeout | evicted    | same    | same   | same      | evicted
        """);

    /// <summary>The same request went out twice, after a crash between sending and stamping.</summary>
    public static readonly TextTable SentTwice = new(
        """
        event            | none     | awaited  | scheduled | queued | claimed | sent | granted | requeued | reclaimed | resent | successful | evicted | failed | dismissed | removed
        DENIED as in use | no order | no order | late      | again  | late    | late | late    | again    | late      | late   | late       | late    | late   | late      | late
        """);
}
