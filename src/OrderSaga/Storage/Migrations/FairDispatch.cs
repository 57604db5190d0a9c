using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace OrderSaga.Storage.Migrations;

/// <summary>Turns of owners, the counted window, quotas, recent completions and evictions. The orders have no new column.</summary>
[DbContext(typeof(OrderSagaDbContext))]
[Migration("20261122040000_FairDispatch")]
public sealed class FairDispatch : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
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

        // From one owner to the next within a priority, and from the head of each queue on.
        migrationBuilder.DropIndex("ix_orders_dispatch", "orders");
        migrationBuilder.CreateIndex(
            "ix_orders_dispatch", "orders", ["priority", "owner", "dispatch_at", "correlation_id"], filter: "dispatch_at IS NOT NULL");
        // Quotas: what is open, and what was sent in the last hour.
        migrationBuilder.CreateIndex("ix_orders_owner", "orders", ["owner", "finished", "sent_at"]);
        // The pace of the archive: the latest ends.
        migrationBuilder.CreateIndex("ix_orders_finished", "orders", "finished", filter: "finished IS NOT NULL");

        // From now on a successful order has its eviction for a deadline; the older ones get theirs.
        migrationBuilder.Sql("UPDATE orders SET deadline = eviction_date WHERE state = 'successful' AND eviction_date IS NOT NULL");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("UPDATE orders SET deadline = NULL WHERE state = 'successful'");
        migrationBuilder.DropIndex("ix_orders_finished", "orders");
        migrationBuilder.DropIndex("ix_orders_owner", "orders");
        migrationBuilder.DropIndex("ix_orders_dispatch", "orders");
        migrationBuilder.CreateIndex(
            "ix_orders_dispatch", "orders", ["priority", "dispatch_at", "correlation_id"],
            filter: "dispatch_at IS NOT NULL", descending: [true, false, false]);
        migrationBuilder.DropTable("dispatch_owners");
        migrationBuilder.DropTable("dispatch_window");
    }
}
