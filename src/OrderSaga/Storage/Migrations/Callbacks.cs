using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace OrderSaga.Storage.Migrations;

/// <summary>What goes to subscribers, and what became of it.</summary>
[DbContext(typeof(OrderSagaDbContext))]
[Migration("20261122020000_Callbacks")]
public sealed class CallbackTables : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
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

        // The queues of the endpoints, what is in none yet, and what is past its retention.
        migrationBuilder.CreateIndex("ix_callbacks_lane", "callbacks", ["lane", "next_attempt"], filter: "state = 'pending'");
        migrationBuilder.CreateIndex("ix_callbacks_unsorted", "callbacks", "next_attempt", filter: "state = 'pending' AND lane IS NULL");
        migrationBuilder.CreateIndex("ix_callbacks_settled_at", "callbacks", "settled_at", filter: "settled_at IS NOT NULL");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("callbacks");
}
