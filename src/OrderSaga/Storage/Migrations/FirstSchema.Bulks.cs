using Microsoft.EntityFrameworkCore.Migrations;

namespace OrderSaga.Storage.Migrations;

/// <summary>Bulks, their products and their batches.</summary>
sealed partial class FirstSchema
{
    static void CreateBulks(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "bulks",
            columns: table => new
            {
                correlation_id = table.Column<Guid>(nullable: false),
                state = table.Column<string>(nullable: false),
                phase = table.Column<string>(nullable: false),
                message = table.Column<string>(nullable: true),
                reason_code = table.Column<string>(nullable: true),
                owner = table.Column<string>(nullable: false),
                tenant = table.Column<string>(nullable: false),
                label = table.Column<string>(nullable: true),
                priority = table.Column<int>(nullable: false),
                selection = table.Column<string>(nullable: false),
                max_products = table.Column<int>(nullable: true),
                batch_size_products = table.Column<int>(nullable: false),
                batch_size_volume = table.Column<long>(nullable: true),
                automatic_trigger = table.Column<bool>(nullable: false),
                failure_policy = table.Column<string>(nullable: false),
                subscriber = table.Column<string>(nullable: true),
                result_form = table.Column<string>(nullable: true),
                content_digest = table.Column<string>(nullable: false),
                resolved_at = table.Column<DateTime>(nullable: true),
                resume = table.Column<string>(nullable: true),
                matched = table.Column<long>(nullable: true),
                taken = table.Column<int>(nullable: false),
                rejected = table.Column<int>(nullable: false),
                number_of_products = table.Column<int>(nullable: true),
                total_volume = table.Column<long>(nullable: true),
                number_of_batches = table.Column<int>(nullable: true),
                created = table.Column<DateTime>(nullable: false),
                started = table.Column<DateTime>(nullable: true),
                finished = table.Column<DateTime>(nullable: true),
                updated = table.Column<DateTime>(nullable: false),
                removed_at = table.Column<DateTime>(nullable: true),
                cascade = table.Column<bool>(nullable: true),
                due = table.Column<DateTime>(nullable: true),
                claimed_until = table.Column<DateTime>(nullable: true),
                deadline = table.Column<DateTime>(nullable: true),
                sequence = table.Column<int>(nullable: false),
                entries = table.Column<int>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_bulks", row => row.correlation_id));
        migrationBuilder.CreateIndex("ix_bulks_due", "bulks", ["due", "correlation_id"], filter: "due IS NOT NULL");
        migrationBuilder.CreateIndex("ix_bulks_deadline", "bulks", "deadline", filter: "deadline IS NOT NULL");
        migrationBuilder.CreateIndex("ix_bulks_created", "bulks", ["created", "correlation_id"], descending: [true, true]);
    }

    static void CreateProducts(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "bulk_products",
            columns: table => new
            {
                bulk_id = table.Column<Guid>(nullable: false),
                position = table.Column<int>(nullable: false),
                identifier = table.Column<string>(nullable: false),
                urn = table.Column<string>(nullable: true),
                product_id = table.Column<string>(nullable: true),
                model = table.Column<string>(nullable: true),
                entity_type = table.Column<string>(nullable: true),
                size = table.Column<long>(nullable: true),
                batch_id = table.Column<Guid>(nullable: true),
                batch_number = table.Column<int>(nullable: true),
                reason = table.Column<string>(nullable: true),
                fault = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_bulk_products", row => new { row.bulk_id, row.position }));
        migrationBuilder.CreateIndex("ix_bulk_products_batch", "bulk_products", "batch_id", filter: "batch_id IS NOT NULL");
        migrationBuilder.CreateIndex("ix_bulk_products_rejected", "bulk_products", ["bulk_id", "position"], filter: "reason IS NOT NULL");
    }

    static void CreateBatches(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "batches",
            columns: table => new
            {
                correlation_id = table.Column<Guid>(nullable: false),
                state = table.Column<string>(nullable: false),
                phase = table.Column<string>(nullable: false),
                message = table.Column<string>(nullable: true),
                reason_code = table.Column<string>(nullable: true),
                outcome = table.Column<string>(nullable: true),
                bulk_id = table.Column<Guid>(nullable: false),
                number = table.Column<int>(nullable: false),
                retry_of = table.Column<Guid>(nullable: true),
                owner = table.Column<string>(nullable: false),
                tenant = table.Column<string>(nullable: false),
                label = table.Column<string>(nullable: true),
                failure_policy = table.Column<string>(nullable: false),
                number_of_products = table.Column<int>(nullable: false),
                volume = table.Column<long>(nullable: false),
                prepared_at = table.Column<DateTime>(nullable: false),
                priority = table.Column<int>(nullable: false),
                subscriber = table.Column<string>(nullable: true),
                result_form = table.Column<string>(nullable: true),
                waiting = table.Column<int>(nullable: false),
                running = table.Column<int>(nullable: false),
                successful = table.Column<int>(nullable: false),
                failed = table.Column<int>(nullable: false),
                dismissed = table.Column<int>(nullable: false),
                order_size = table.Column<long>(nullable: true),
                eviction_date = table.Column<DateTime>(nullable: true),
                orders_stored = table.Column<bool>(nullable: false),
                created = table.Column<DateTime>(nullable: true),
                started = table.Column<DateTime>(nullable: true),
                finished = table.Column<DateTime>(nullable: true),
                updated = table.Column<DateTime>(nullable: false),
                removed_at = table.Column<DateTime>(nullable: true),
                due = table.Column<DateTime>(nullable: true),
                claimed_until = table.Column<DateTime>(nullable: true),
                counted_at = table.Column<DateTime>(nullable: true),
                deadline = table.Column<DateTime>(nullable: true),
                sequence = table.Column<int>(nullable: false),
                entries = table.Column<int>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_batches", row => row.correlation_id));
        migrationBuilder.CreateIndex("ix_batches_bulk", "batches", ["bulk_id", "number"]);
        migrationBuilder.CreateIndex("ix_batches_due", "batches", ["due", "correlation_id"], filter: "due IS NOT NULL");
        migrationBuilder.CreateIndex("ix_batches_counted", "batches", "counted_at", filter: "state IN ('accepted', 'running')");
        migrationBuilder.CreateIndex("ix_batches_deadline", "batches", "deadline", filter: "deadline IS NOT NULL");
        migrationBuilder.CreateIndex(
            "ix_batches_created", "batches", ["created", "correlation_id"], filter: "created IS NOT NULL", descending: [true, true]);
    }
}
