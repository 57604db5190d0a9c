#!/usr/bin/env bash
# MassTransit 8.5.12 takes a message type that other assemblies can't see for a temporary one: on RabbitMQ its exchange is
# neither durable nor kept (auto-delete), while bus, messages and receive endpoints are as durable as ever. Making a record
# internal, or nesting a public one in an internal class, changes nothing of what is sent and compiles without a word; a name
# of its own for the exchange (EntityName) does not help.
#
# What helps: keep what goes over a broker public, or say it per type with Publish<T>(topology => { topology.Durable = true;
# topology.AutoDelete = false; }). OrderSaga keeps such types public.
#
# Needs the .NET 10 SDK and NuGet. No broker: the topology is asked, nothing is sent.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. ./common.sh

expect '#:package MassTransit.RabbitMQ@8.5.12
#:property PublishAot=false
using Events;
using MassTransit;

var bus = Bus.Factory.CreateUsingRabbitMq(factory => factory.Publish<Told>(told => { told.Durable = true; told.AutoDelete = false; }));
var topology = (IRabbitMqBusTopology)bus.Topology;
Show<Seen>();
Show<Hidden>();
Show<Cover.Nested>();
Show<Told>();

void Show<T>() where T : class
{
    var exchange = topology.Publish<T>().Exchange;
    Console.WriteLine($"{exchange.ExchangeName}: durable {exchange.Durable}, auto-delete {exchange.AutoDelete}");
}

namespace Events
{
    [EntityName("seen")]
    public record Seen;

    [EntityName("hidden")]
    record Hidden;

    [EntityName("told")]
    record Told;

    static class Cover
    {
        [EntityName("nested")]
        public record Nested;
    }
}' 'seen: durable True, auto-delete False
hidden: durable False, auto-delete True
nested: durable False, auto-delete True
told: durable True, auto-delete False'
