using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace OrderSaga.Storage.Migrations;

/// <summary>What jobs over HTTP need: the form of their results, echoes, idempotency keys, and a job list that is quick among a million orders.</summary>
[DbContext(typeof(OrderSagaDbContext))]
[Migration("20261122010000_ResultForms")]
public sealed class ResultForms : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("result_form", "orders", nullable: true);
        migrationBuilder.AddColumn<long>("duration", "orders", nullable: true);
        migrationBuilder.Sql($"UPDATE orders SET duration = {Milliseconds(migrationBuilder)} WHERE started IS NOT NULL AND finished IS NOT NULL");

        // The job list leaves items of batches out, so its indexes do: newest first, by status, removed ones, by duration.
        migrationBuilder.DropIndex("ix_orders_created", "orders");
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

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("idempotency_keys");
        migrationBuilder.DropTable("echo_jobs");
        foreach (var index in new[] { "ix_orders_jobs_duration", "ix_orders_jobs_removed", "ix_orders_jobs_status", "ix_orders_jobs" })
            migrationBuilder.DropIndex(index, "orders");
        migrationBuilder.CreateIndex("ix_orders_created", "orders", ["created", "correlation_id"], descending: [true, true]);
        migrationBuilder.DropColumn("duration", "orders");
        migrationBuilder.DropColumn("result_form", "orders");
    }

    static string Milliseconds(MigrationBuilder migrationBuilder) =>
        migrationBuilder.ActiveProvider == "Microsoft.EntityFrameworkCore.Sqlite"
            ? "CAST(ROUND((julianday(finished) - julianday(started)) * 86400000) AS INTEGER)"
            : "(EXTRACT(EPOCH FROM finished - started) * 1000)::bigint";
}
