namespace OrderSaga.Orders.Queue;

/// <content>A claim on SQLite: small statements, as a call costs microseconds there, run by a <see cref="SqliteClaimTurn"/>.</content>
sealed partial class OrderTable
{
    /// <summary>The dispatch index is named where it must be used: without statistics SQLite may take another one and sort what waits.</summary>
    public static class SqliteClaim
    {
        const string Queue = "orders INDEXED BY ix_orders_dispatch WHERE dispatch_at IS NOT NULL";
        const string Unclaimed = "(claimed_until IS NULL OR claimed_until <= @now)";

        public const string Window = "SELECT taken, counted_at, turn FROM dispatch_window WHERE id = 1";

        /// <summary>The next lower priority in which anything waits.</summary>
        public const string Level = $"SELECT priority FROM {Queue} AND priority < @priority ORDER BY priority DESC LIMIT 1";

        /// <summary>The next owner in a priority.</summary>
        public const string Owner = $"SELECT owner FROM {Queue} AND priority = @priority AND owner > @owner ORDER BY owner LIMIT 1";

        public const string Use = "SELECT in_flight, sent_in_hour, hour_counted_at, held_until FROM dispatch_owners WHERE owner = @owner";

        public const string Heads =
            $"SELECT correlation_id FROM {Queue} AND priority = @priority AND owner = @owner AND dispatch_at <= @now AND {Unclaimed} ORDER BY dispatch_at, correlation_id LIMIT @most";

        /// <summary>Nothing is kept but what the hourly quota needs; then what is in flight is added.</summary>
        public static readonly string[] Recount =
        [
            "DELETE FROM dispatch_owners WHERE hour_counted_at IS NULL",
            "UPDATE dispatch_owners SET in_flight = 0 WHERE in_flight <> 0",
            """
            INSERT INTO dispatch_owners (owner, in_flight, sent_in_hour)
            SELECT owner, count(*), 0 FROM orders INDEXED BY ix_orders_in_flight WHERE in_flight AND (claimed_until IS NULL OR claimed_until > @now) GROUP BY owner
            ON CONFLICT (owner) DO UPDATE SET in_flight = excluded.in_flight
            """,
            "UPDATE dispatch_window SET taken = (SELECT coalesce(sum(in_flight), 0) FROM dispatch_owners), counted_at = @now WHERE id = 1",
        ];

        /// <summary>What was claimed and is not stamped is about to be sent.</summary>
        public const string Hour =
            """
            SELECT count(at) AS sent, min(at) AS first FROM (
                SELECT sent_at AS at FROM orders INDEXED BY ix_orders_owner WHERE owner = @owner AND finished > @since AND sent_at > @since
              UNION ALL
                SELECT sent_at FROM orders INDEXED BY ix_orders_owner WHERE owner = @owner AND finished IS NULL AND sent_at > @since
              UNION ALL
                SELECT @now FROM orders INDEXED BY ix_orders_in_flight WHERE in_flight AND owner = @owner AND sent_at IS NULL AND claimed_until > @now)
            """;

        public const string SaveHour =
            """
            INSERT INTO dispatch_owners (owner, in_flight, sent_in_hour, hour_counted_at, held_until) VALUES (@owner, 0, @sent, @now, @held)
            ON CONFLICT (owner) DO UPDATE SET sent_in_hour = excluded.sent_in_hour, hour_counted_at = excluded.hour_counted_at, held_until = excluded.held_until
            """;

        public const string Claim =
            $"""
            UPDATE orders SET claimed_until = @until, sends = sends + 1, phase = '{OrderPhase.Dispatching}', in_flight = 1
            WHERE correlation_id = @id
            RETURNING {Requested}
            """;

        public const string CountOwner =
            """
            INSERT INTO dispatch_owners (owner, in_flight, sent_in_hour) VALUES (@owner, 1, 1)
            ON CONFLICT (owner) DO UPDATE SET in_flight = in_flight + 1, sent_in_hour = sent_in_hour + 1
            """;

        public const string CountWindow = "UPDATE dispatch_window SET taken = taken + @taken, turn = @turn WHERE id = 1";
    }
}
