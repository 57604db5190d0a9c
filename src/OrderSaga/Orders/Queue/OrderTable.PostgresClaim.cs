namespace OrderSaga.Orders.Queue;

/// <content>A claim on PostgreSQL: one statement for each step of it, run by a <see cref="PostgresClaimTurn"/>.</content>
sealed partial class OrderTable
{
    /// <summary>$1 is the time of the claim in all of them.</summary>
    public static class PostgresClaim
    {
        public const string Window = "SELECT taken, counted_at FROM dispatch_window WHERE id = 1 FOR UPDATE";

        /// <summary>
        /// $2 page size, $3 window, $4 share of an owner in percent, $5 its usual limit, $6 and $7 owners and their limits.
        /// Walks from one (priority, owner) to the next, two probes of the index each, until it has met as many owners that
        /// may send as fill a page: its cost is that of a page, not of the orders or owners that wait. Pairs are compared, and
        /// sorted by both, so that no other index that has the owner will do.
        /// </summary>
        public static readonly string Queues =
            $"""
            WITH RECURSIVE walk(priority, owner, wrapped, in_flight, sent_in_hour, hour_counted_at, held_until, is_due, found) AS (
                SELECT 2147483647, '', true, 0, 0, NULL::timestamptz, NULL::timestamptz, false, 0
              UNION ALL
                SELECT next.priority, next.owner, next.wrapped,
                    COALESCE(used.in_flight, 0), COALESCE(used.sent_in_hour, 0), used.hour_counted_at, used.held_until,
                    head.is_due, walk.found + (head.is_due AND may.send)::int
                FROM walk
                CROSS JOIN (SELECT $3 - w.taken AS free, w.turn FROM dispatch_window AS w WHERE w.id = 1) AS places
                CROSS JOIN LATERAL (
                    (SELECT behind.priority, behind.owner, walk.wrapped FROM (
                        SELECT o.priority, o.owner FROM orders AS o
                        WHERE o.dispatch_at IS NOT NULL AND (o.priority, o.owner) > (walk.priority, walk.owner)
                        ORDER BY o.priority, o.owner LIMIT 1) AS behind
                     WHERE behind.priority = walk.priority AND (NOT walk.wrapped OR behind.owner <= places.turn))
                  UNION ALL
                    (SELECT start.priority, start.owner, true FROM (
                        SELECT o.priority, o.owner FROM orders AS o
                        WHERE NOT walk.wrapped AND o.dispatch_at IS NOT NULL AND (o.priority, o.owner) >= (walk.priority, '')
                        ORDER BY o.priority, o.owner LIMIT 1) AS start
                     WHERE start.priority = walk.priority AND start.owner <= places.turn)
                  UNION ALL
                    (SELECT first.priority, first.owner, first.wrapped
                     FROM (
                        SELECT o.priority FROM orders AS o
                        WHERE o.dispatch_at IS NOT NULL AND o.priority < walk.priority ORDER BY o.priority DESC LIMIT 1) AS level
                     CROSS JOIN LATERAL (
                        (SELECT behind.priority, behind.owner, false AS wrapped FROM (
                            SELECT o.priority, o.owner FROM orders AS o
                            WHERE o.dispatch_at IS NOT NULL AND (o.priority, o.owner) > (level.priority, places.turn)
                            ORDER BY o.priority, o.owner LIMIT 1) AS behind
                         WHERE behind.priority = level.priority)
                      UNION ALL
                        (SELECT o.priority, o.owner, true FROM orders AS o
                         WHERE o.dispatch_at IS NOT NULL AND (o.priority, o.owner) >= (level.priority, '')
                         ORDER BY o.priority, o.owner LIMIT 1)
                      LIMIT 1) AS first)
                  LIMIT 1) AS next
                LEFT JOIN LATERAL (SELECT * FROM dispatch_owners AS d WHERE d.owner = next.owner LIMIT 1) AS used ON true
                LEFT JOIN LATERAL (SELECT l.most FROM unnest($6, $7) AS l(owner, most) WHERE l.owner = next.owner LIMIT 1) AS own ON true
                CROSS JOIN LATERAL (SELECT
                    COALESCE(used.in_flight, 0) < LEAST(COALESCE(own.most, $5), {WindowShare.LimitAt("places.free", "$4")})
                    AND (used.held_until IS NULL OR used.held_until <= $1) AS send OFFSET 0) AS may
                CROSS JOIN LATERAL (SELECT EXISTS (
                    SELECT FROM orders AS o
                    WHERE o.dispatch_at IS NOT NULL AND o.dispatch_at <= $1 AND o.priority = next.priority AND o.owner = next.owner
                        AND (o.claimed_until IS NULL OR o.claimed_until <= $1)) AS is_due OFFSET 0) AS head
                WHERE walk.found < $2 AND places.free > 0
            )
            SELECT priority, owner, in_flight, sent_in_hour, hour_counted_at, held_until FROM walk WHERE is_due
            """;

        public const string Recount =
            """
            WITH counted AS MATERIALIZED (
                SELECT owner, count(*)::int AS in_flight FROM orders WHERE in_flight AND (claimed_until IS NULL OR claimed_until > $1) GROUP BY owner),
            busy AS (
                INSERT INTO dispatch_owners AS d (owner, in_flight, sent_in_hour) SELECT owner, in_flight, 0 FROM counted
                ON CONFLICT (owner) DO UPDATE SET in_flight = EXCLUDED.in_flight WHERE d.in_flight <> EXCLUDED.in_flight),
            idle AS (
                UPDATE dispatch_owners AS d SET in_flight = 0
                WHERE d.in_flight <> 0 AND d.hour_counted_at IS NOT NULL AND NOT EXISTS (SELECT FROM counted AS c WHERE c.owner = d.owner)),
            gone AS (
                DELETE FROM dispatch_owners AS d
                WHERE d.hour_counted_at IS NULL AND NOT EXISTS (SELECT FROM counted AS c WHERE c.owner = d.owner))
            UPDATE dispatch_window SET taken = (SELECT COALESCE(sum(in_flight), 0) FROM counted), counted_at = $1 WHERE id = 1
            """;

        /// <summary>$2 owners. What was claimed and is not stamped is about to be sent.</summary>
        public const string Hour =
            """
            SELECT asked.owner, count(used.at)::int AS sent, min(used.at) AS first
            FROM unnest($2) AS asked(owner)
            LEFT JOIN LATERAL (
                SELECT o.sent_at AS at FROM orders AS o
                WHERE o.owner = asked.owner AND o.finished > $1 - interval '1 hour' AND o.sent_at > $1 - interval '1 hour'
              UNION ALL
                SELECT o.sent_at FROM orders AS o WHERE o.owner = asked.owner AND o.finished IS NULL AND o.sent_at > $1 - interval '1 hour'
              UNION ALL
                SELECT $1 FROM orders AS o WHERE o.in_flight AND o.owner = asked.owner AND o.sent_at IS NULL AND o.claimed_until > $1) AS used ON true
            GROUP BY asked.owner
            """;

        /// <summary>$2 owners, $3 what each has sent in the hour, $4 until when it is held.</summary>
        public const string SaveHour =
            """
            INSERT INTO dispatch_owners (owner, in_flight, sent_in_hour, hour_counted_at, held_until)
            SELECT owner, 0, sent, $1, held FROM unnest($2, $3, $4) AS counted(owner, sent, held)
            ON CONFLICT (owner) DO UPDATE SET sent_in_hour = EXCLUDED.sent_in_hour, hour_counted_at = $1, held_until = EXCLUDED.held_until
            """;

        /// <summary>$2 priorities, $3 owners, $4 how many of each, $5 of all. The queues are read in the order in which they are asked.</summary>
        public const string Heads =
            """
            SELECT asked.place, head.correlation_id
            FROM unnest($2, $3, $4) WITH ORDINALITY AS asked(priority, owner, most, place)
            CROSS JOIN LATERAL (
                SELECT o.correlation_id FROM orders AS o
                WHERE o.dispatch_at IS NOT NULL AND o.dispatch_at <= $1 AND o.priority = asked.priority AND o.owner = asked.owner
                    AND (o.claimed_until IS NULL OR o.claimed_until <= $1)
                ORDER BY o.dispatch_at, o.correlation_id LIMIT asked.most) AS head
            LIMIT $5
            """;

        /// <summary>$2 claimed until, $3 ids, $4 whose turn was last.</summary>
        public const string Claim =
            $"""
            WITH claimed AS (
                UPDATE orders SET claimed_until = $2, sends = sends + 1, phase = '{OrderPhase.Dispatching}', in_flight = true
                WHERE correlation_id = ANY(ARRAY(
                    SELECT correlation_id FROM orders
                    WHERE correlation_id = ANY($3) AND dispatch_at <= $1 AND (claimed_until IS NULL OR claimed_until <= $1)
                    FOR UPDATE SKIP LOCKED))
                RETURNING {Requested}),
            owners AS (
                INSERT INTO dispatch_owners AS d (owner, in_flight, sent_in_hour) SELECT owner, count(*)::int, count(*)::int FROM claimed GROUP BY owner
                ON CONFLICT (owner) DO UPDATE SET in_flight = d.in_flight + EXCLUDED.in_flight, sent_in_hour = d.sent_in_hour + EXCLUDED.sent_in_hour),
            places AS (
                UPDATE dispatch_window SET taken = taken + (SELECT count(*) FROM claimed), turn = $4 WHERE id = 1)
            SELECT {Requested} FROM claimed
            """;
    }
}
