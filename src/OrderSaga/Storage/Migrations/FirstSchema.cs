using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace OrderSaga.Storage.Migrations;

/// <summary>
/// All tables, as the maps of the rooms describe them; a test holds both equal. Column types are left to the provider, so
/// one migration serves both databases.
/// </summary>
[DbContext(typeof(OrderSagaDbContext))]
[Migration("20261128000000_FirstSchema")]
sealed partial class FirstSchema : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateOrders(migrationBuilder);
        CreateHistory(migrationBuilder);
        CreateEchoes(migrationBuilder);
        CreateBulks(migrationBuilder);
        CreateProducts(migrationBuilder);
        CreateBatches(migrationBuilder);
        CreateQueue(migrationBuilder);
        CreateKeys(migrationBuilder);
        CreateCallbacks(migrationBuilder);
        CreateOutbox(migrationBuilder);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        string[] tables =
        [
            "outbox", "callbacks", "idempotency_keys", "dispatch_owners", "dispatch_window", "batches", "bulk_products", "bulks", "echo_jobs",
            "order_history", "orders",
        ];
        foreach (var table in tables)
            migrationBuilder.DropTable(table);
    }

    static void CreateOrders(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "orders",
            columns: table => new
            {
                correlation_id = table.Column<Guid>(nullable: false),
                state = table.Column<string>(nullable: false),
                phase = table.Column<string>(nullable: false),
                message = table.Column<string>(nullable: true),
                reason_code = table.Column<string>(nullable: true),
                product_identifier = table.Column<string>(nullable: false),
                product_urn = table.Column<string>(nullable: true),
                product_id = table.Column<string>(nullable: true),
                model = table.Column<string>(nullable: true),
                entity_type = table.Column<string>(nullable: true),
                priority = table.Column<int>(nullable: false),
                owner = table.Column<string>(nullable: false),
                tenant = table.Column<string>(nullable: false),
                label = table.Column<string>(nullable: true),
                not_before = table.Column<DateTime>(nullable: true),
                patch = table.Column<string>(nullable: true),
                has_files = table.Column<bool>(nullable: false),
                subscriber = table.Column<string>(nullable: true),
                result_form = table.Column<string>(nullable: true),
                content_digest = table.Column<string>(nullable: false),
                batch_id = table.Column<Guid>(nullable: true),
                bulk_id = table.Column<Guid>(nullable: true),
                created = table.Column<DateTime>(nullable: false),
                started = table.Column<DateTime>(nullable: true),
                finished = table.Column<DateTime>(nullable: true),
                updated = table.Column<DateTime>(nullable: false),
                duration = table.Column<long>(nullable: true),
                removed_at = table.Column<DateTime>(nullable: true),
                order_size = table.Column<long>(nullable: true),
                product_link = table.Column<string>(nullable: true),
                eviction_date = table.Column<DateTime>(nullable: true),
                attempt = table.Column<int>(nullable: false),
                dispatch_at = table.Column<DateTime>(nullable: true),
                claimed_until = table.Column<DateTime>(nullable: true),
                sends = table.Column<int>(nullable: false),
                sent_at = table.Column<DateTime>(nullable: true),
                in_flight = table.Column<bool>(nullable: false),
                deadline = table.Column<DateTime>(nullable: true),
                sequence = table.Column<int>(nullable: false),
                entries = table.Column<int>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_orders", row => row.correlation_id));
        migrationBuilder.CreateIndex(
            "ix_orders_dispatch", "orders", ["priority", "owner", "dispatch_at", "correlation_id"], filter: "dispatch_at IS NOT NULL");
        migrationBuilder.CreateIndex("ix_orders_in_flight", "orders", "owner", filter: "in_flight");
        migrationBuilder.CreateIndex("ix_orders_owner", "orders", ["owner", "finished", "sent_at"]);
        migrationBuilder.CreateIndex("ix_orders_finished", "orders", "finished", filter: "finished IS NOT NULL");
        migrationBuilder.CreateIndex("ix_orders_deadline", "orders", "deadline", filter: "deadline IS NOT NULL");
        migrationBuilder.CreateIndex("ix_orders_batch", "orders", ["batch_id", "state"], filter: "batch_id IS NOT NULL");
        migrationBuilder.CreateIndex(
            "ix_orders_jobs", "orders", ["created", "correlation_id"], filter: "batch_id IS NULL", descending: [true, true]);
        migrationBuilder.CreateIndex(
            "ix_orders_jobs_status", "orders", ["state", "created", "correlation_id"],
            filter: "batch_id IS NULL AND removed_at IS NULL", descending: [false, true, true]);
        migrationBuilder.CreateIndex(
            "ix_orders_jobs_removed", "orders", ["created", "correlation_id"],
            filter: "batch_id IS NULL AND removed_at IS NOT NULL", descending: [true, true]);
        migrationBuilder.CreateIndex(
            "ix_orders_jobs_duration", "orders", ["duration", "created", "correlation_id", "state", "removed_at"],
            filter: "batch_id IS NULL AND duration IS NOT NULL", descending: [false, true, true, false, false]);
    }

    static void CreateHistory(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable(
            name: "order_history",
            columns: table => new
            {
                order_id = table.Column<Guid>(nullable: false),
                entry = table.Column<int>(nullable: false),
                at = table.Column<DateTime>(nullable: false),
                from_status = table.Column<string>(nullable: true),
                to_status = table.Column<string>(nullable: false),
                phase = table.Column<string>(nullable: false),
                cause = table.Column<string>(nullable: false),
                late = table.Column<bool>(nullable: false),
                attempt = table.Column<int>(nullable: false),
                request_id = table.Column<string>(nullable: true),
                message = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_order_history", row => new { row.order_id, row.entry }));

    static void CreateEchoes(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "echo_jobs",
            columns: table => new
            {
                correlation_id = table.Column<Guid>(nullable: false),
                state = table.Column<string>(nullable: false),
                outputs = table.Column<string>(nullable: false),
                pause = table.Column<int>(nullable: false),
                owner = table.Column<string>(nullable: false),
                subscriber = table.Column<string>(nullable: true),
                result_form = table.Column<string>(nullable: true),
                created = table.Column<DateTime>(nullable: false),
                started = table.Column<DateTime>(nullable: true),
                finished = table.Column<DateTime>(nullable: true),
                updated = table.Column<DateTime>(nullable: false),
                removed_at = table.Column<DateTime>(nullable: true),
                deadline = table.Column<DateTime>(nullable: true),
                sequence = table.Column<int>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_echo_jobs", row => row.correlation_id));
        migrationBuilder.CreateIndex("ix_echo_jobs_created", "echo_jobs", ["created", "correlation_id"], descending: [true, true]);
        migrationBuilder.CreateIndex("ix_echo_jobs_deadline", "echo_jobs", "deadline", filter: "deadline IS NOT NULL");
    }

    /// <summary>The dispatcher's figures for its next claim.</summary>
    static void CreateQueue(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "dispatch_window",
            columns: table => new
            {
                id = table.Column<int>(nullable: false),
                taken = table.Column<int>(nullable: false),
                counted_at = table.Column<DateTime>(nullable: false),
                turn = table.Column<string>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_dispatch_window", row => row.id));
        // Counted long ago, so that the first claim counts.
        migrationBuilder.Sql("INSERT INTO dispatch_window (id, taken, counted_at, turn) VALUES (1, 0, '2000-01-01 00:00:00', '')");
        migrationBuilder.CreateTable(
            name: "dispatch_owners",
            columns: table => new
            {
                owner = table.Column<string>(nullable: false),
                in_flight = table.Column<int>(nullable: false),
                sent_in_hour = table.Column<int>(nullable: false),
                hour_counted_at = table.Column<DateTime>(nullable: true),
                held_until = table.Column<DateTime>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_dispatch_owners", row => row.owner));
    }

    static void CreateKeys(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "idempotency_keys",
            columns: table => new
            {
                owner = table.Column<string>(nullable: false),
                process = table.Column<string>(nullable: false),
                key = table.Column<string>(nullable: false),
                digest = table.Column<string>(nullable: false),
                job_id = table.Column<Guid>(nullable: false),
                created = table.Column<DateTime>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_idempotency_keys", row => new { row.owner, row.process, row.key }));
        migrationBuilder.CreateIndex("ix_idempotency_keys_created", "idempotency_keys", "created");
    }

    static void CreateCallbacks(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "callbacks",
            columns: table => new
            {
                job_id = table.Column<Guid>(nullable: false),
                sequence = table.Column<int>(nullable: false),
                job_kind = table.Column<string>(nullable: false),
                owner = table.Column<string>(nullable: false),
                kind = table.Column<string>(nullable: false),
                uri = table.Column<string>(nullable: false),
                at = table.Column<DateTime>(nullable: false),
                snapshot = table.Column<string>(nullable: false),
                lane = table.Column<string>(nullable: true),
                state = table.Column<string>(nullable: false),
                attempts = table.Column<int>(nullable: false),
                first_attempt = table.Column<DateTime>(nullable: true),
                last_attempt = table.Column<DateTime>(nullable: true),
                next_attempt = table.Column<DateTime>(nullable: true),
                last_status = table.Column<int>(nullable: true),
                last_answer = table.Column<string>(nullable: true),
                last_fault = table.Column<string>(nullable: true),
                settled_at = table.Column<DateTime>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_callbacks", row => new { row.job_id, row.sequence }));
        migrationBuilder.CreateIndex("ix_callbacks_lane", "callbacks", ["lane", "next_attempt"], filter: "state = 'pending'");
        migrationBuilder.CreateIndex("ix_callbacks_unsorted", "callbacks", "next_attempt", filter: "state = 'pending' AND lane IS NULL");
        migrationBuilder.CreateIndex("ix_callbacks_settled_at", "callbacks", "settled_at", filter: "settled_at IS NOT NULL");
    }

    static void CreateOutbox(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "outbox",
            columns: table => new
            {
                id = table.Column<Guid>(nullable: false),
                message_type = table.Column<string>(maxLength: 200, nullable: false),
                body = table.Column<byte[]>(nullable: false),
                created_at = table.Column<DateTime>(nullable: false),
                lease_until = table.Column<DateTime>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_outbox", row => row.id));
        migrationBuilder.CreateIndex("ix_outbox_lease_until", "outbox", "lease_until");
    }
}
