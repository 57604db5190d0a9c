#!/usr/bin/env bash
# StandardWebhooks 1.1.2 verifies a message by its signatures one after another, but its loop ends before the last one: with
# two, the second is never looked at; with three, the third. The convention lists several so that secrets can change without
# a lost message, and asks a receiver to try them all. A receiver whose secret signed last refuses what is genuine; one whose
# secret signed first takes it.
#
# What helps: write the signature of the receiver's secret first, or one signature more behind it. OrderSaga signs with its
# secrets in the order of its setting.
#
# Needs the .NET 10 SDK and NuGet.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. ./common.sh

expect '#:package StandardWebhooks@1.1.2
#:property PublishAot=false
using Microsoft.AspNetCore.Http;
using StandardWebhooks;
using StandardWebhooks.Diagnostics;

const string Body = "{}";
StandardWebhook mine = new(new byte[24]), other = new(Enumerable.Repeat((byte)7, 24).ToArray());
var now = DateTimeOffset.UtcNow;
string my = mine.Sign("id", now, Body), another = other.Sign("id", now, Body);

Try("mine alone", my);
Try("mine, another", $"{my} {another}");
Try("another, mine", $"{another} {my}");
Try("another, another, mine", $"{another} {another} {my}");
Try("another, mine, another", $"{another} {my} {another}");

void Try(string what, string signatures)
{
    var headers = new HeaderDictionary
    {
        ["webhook-id"] = "id",
        ["webhook-timestamp"] = $"{now.ToUnixTimeSeconds()}",
        ["webhook-signature"] = signatures,
    };
    try
    {
        mine.Verify(Body, headers);
        Console.WriteLine($"{what}: verified");
    }
    catch (WebhookVerificationException fault)
    {
        Console.WriteLine($"{what}: {fault.Message}");
    }
}' 'mine alone: verified
mine, another: verified
another, mine: No matching signature found
another, another, mine: No matching signature found
another, mine, another: verified'
