#!/usr/bin/env bash
# Npgsql 10.0.3, automatic preparation on, a batch of two statements: the first has reached its number of uses and is to be
# prepared now, the second has a value that Npgsql refuses. It throws the right ArgumentException and sends nothing. But the
# first statement was marked as being prepared before the second one's value was looked at, so from then on each use of that
# statement on this connection, in a batch or alone, names a prepared statement that the server never heard of:
# 26000 prepared statement "_auto0" does not exist. Returning the connection to its pool does not mend it.
#
# What helps: values of the right kind before they are given to a batch, or a statement prepared by hand.
#
# Needs the .NET 10 SDK, NuGet, and Debian's postgresql, of which it starts a private server.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. ./common.sh

trap 'bash ../tests/servers.sh stop "$work/servers"; rm -rf "$work"' EXIT
chmod 711 "$work"
bash ../tests/servers.sh start "$work/servers" postgres >/dev/null
server=$(sed -n 's/^ORDERSAGA_TEST_POSTGRES=//p' "$work/servers/env")

expect '#:package Npgsql@10.0.3
#:property PublishAot=false
using Npgsql;
using NpgsqlTypes;

await using var source = NpgsqlDataSource.Create(args[0] + ";Max Auto Prepare=10;Auto Prepare Min Usages=2;Maximum Pool Size=1");

await SendAsync("a statement", Number(1));
await SendAsync("again, before a value that is refused", Number(2), Time(new DateTime(2026, 1, 1)));
await SendAsync("again, alone", Number(3));
await SendAsync("again, before a value that is right", Number(4), Time(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)));
await SendAsync("another statement", Time(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)));

NpgsqlBatchCommand Number(int value) => new("SELECT $1") { Parameters = { new() { Value = value } } };

NpgsqlBatchCommand Time(DateTime value) => new("SELECT $1") { Parameters = { new() { Value = value, NpgsqlDbType = NpgsqlDbType.TimestampTz } } };

async Task SendAsync(string what, params NpgsqlBatchCommand[] statements)
{
    // From the pool, whose one connection it is each time.
    await using var connection = await source.OpenConnectionAsync();
    await using var batch = new NpgsqlBatch(connection);
    foreach (var statement in statements)
        batch.BatchCommands.Add(statement);
    try
    {
        await batch.ExecuteNonQueryAsync();
        Console.WriteLine($"{what}: done");
    }
    catch (PostgresException fault)
    {
        Console.WriteLine($"{what}: {fault.SqlState} {fault.MessageText}");
    }
    catch (ArgumentException fault)
    {
        Console.WriteLine($"{what}: {fault.GetType().Name}");
    }
}' 'a statement: done
again, before a value that is refused: ArgumentException
again, alone: 26000 prepared statement "_auto0" does not exist
again, before a value that is right: 26000 prepared statement "_auto0" does not exist
another statement: done' "$server"
