using System.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace OrderSaga.SagaStore.Outbox;

/// <summary>A message that a committed group owes to the bus. The row goes once the broker has confirmed it.</summary>
public sealed class OutboxMessage
{
    const string PublishActivity = "outbox publish";
    static readonly ActivitySource Activities = new("OrderSaga.SagaStore");

    /// <summary>Also the message id on the wire, the same on every repetition.</summary>
    public Guid Id { get; private set; }

    /// <summary>The registered name of the message's type.</summary>
    public string MessageType { get; private set; } = null!;

    /// <summary>The message as JSON, UTF-8, as it goes over the wire.</summary>
    public byte[] Body { get; private set; } = null!;

    /// <summary>UTC; the order in which a sweep sends.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>Until then the process that wrote or leased the row publishes it; afterwards any sweep may.</summary>
    public DateTime LeaseUntil { get; private set; }

    /// <summary>The message itself while this process still has it; a row read by the sweep has only the body.</summary>
    internal object? Message { get; }

    /// <summary>The trace that caused the message, while this process still has it.</summary>
    internal ActivityContext? Trace { get; }

    OutboxMessage()
    {
    }

    internal OutboxMessage(object message, string messageType, byte[] body, DateTime createdAt, DateTime leaseUntil, ActivityContext? trace)
    {
        Trace = trace;
        Message = message;
        Id = Guid.CreateVersion7();
        MessageType = messageType;
        Body = body;
        CreatedAt = createdAt;
        LeaseUntil = leaseUntil;
    }

    /// <summary>Goes on with the trace that caused the message, whose own activity may have ended: a child of it, to be disposed once the message is under way; null without a trace.</summary>
    public Activity? ContinueTrace() => Trace is { } parent
        ? Activities.StartActivity(PublishActivity, ActivityKind.Internal, parent)
            ?? new Activity(PublishActivity).SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags).Start()
        : null;
}

/// <summary>The outbox in a model of EF Core.</summary>
public static class OutboxModel
{
    /// <summary>Maps the outbox table. The sweep's SQL names <c>id</c> and <c>lease_until</c>.</summary>
    public static void AddOutbox(this ModelBuilder model) => model.Entity<OutboxMessage>(outbox =>
    {
        outbox.ToTable("outbox");
        outbox.Ignore(m => m.Message);
        outbox.Ignore(m => m.Trace);
        outbox.HasKey(m => m.Id);
        outbox.Property(m => m.Id).HasColumnName("id").ValueGeneratedNever();
        outbox.Property(m => m.MessageType).HasColumnName("message_type").HasMaxLength(200);
        outbox.Property(m => m.Body).HasColumnName("body");
        outbox.Property(m => m.CreatedAt).HasColumnName("created_at");
        outbox.Property(m => m.LeaseUntil).HasColumnName("lease_until");
        outbox.HasIndex(m => m.LeaseUntil).HasDatabaseName("ix_outbox_lease_until");
    });
}
