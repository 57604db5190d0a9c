using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace OrderSaga.Storage.Migrations;

/// <summary>Orders, their history and the outbox. Column types are left to the provider, so one migration serves both databases.</summary>
[DbContext(typeof(OrderSagaDbContext))]
[Migration("20261122000000_FirstSchema")]
public sealed class FirstSchema : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
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
                content_digest = table.Column<string>(nullable: false),
                batch_id = table.Column<Guid>(nullable: true),
                bulk_id = table.Column<Guid>(nullable: true),
                created = table.Column<DateTime>(nullable: false),
                started = table.Column<DateTime>(nullable: true),
                finished = table.Column<DateTime>(nullable: true),
                updated = table.Column<DateTime>(nullable: false),
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

        // The dispatcher's next page, the window's count, the deadline sweep, and the job list, newest first.
        migrationBuilder.CreateIndex(
            "ix_orders_dispatch", "orders", ["priority", "dispatch_at", "correlation_id"],
            filter: "dispatch_at IS NOT NULL", descending: [true, false, false]);
        migrationBuilder.CreateIndex("ix_orders_in_flight", "orders", "owner", filter: "in_flight");
        migrationBuilder.CreateIndex("ix_orders_deadline", "orders", "deadline", filter: "deadline IS NOT NULL");
        migrationBuilder.CreateIndex("ix_orders_created", "orders", ["created", "correlation_id"], descending: [true, true]);

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

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("outbox");
        migrationBuilder.DropTable("order_history");
        migrationBuilder.DropTable("orders");
    }
}
