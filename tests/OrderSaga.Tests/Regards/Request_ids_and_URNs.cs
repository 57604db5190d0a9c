using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using OrderSaga.Archive;
using OrderSaga.Regards.Values;

namespace OrderSaga.Tests.Regards;

public sealed class Request_ids_and_URNs
{
    static readonly Guid Subject = Guid.Parse("0b6f9e3d-2a41-4c58-8e07-d1c2b3a49586");

    [TestCase(1, "0b6f9e3d-2a41-4c58-8e07-d1c2b3a49586")]
    [TestCase(2, "0b6f9e3d2a414c588e07d1c2b3a49586-002")]
    [TestCase(999, "0b6f9e3d2a414c588e07d1c2b3a49586-999")]
    public void An_attempt_has_its_own_id(int attempt, string id)
    {
        Assert.That(RequestIds.For(Subject, attempt), Is.EqualTo(id));
        Assert.That(RequestIds.TryParse(id.ToUpperInvariant(), out var subject, out var read), Is.True);
        Assert.That((subject, read), Is.EqualTo((Subject, attempt)));
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(1000)]
    public void There_are_no_more_attempts_than_fit(int attempt) =>
        Assert.That(() => RequestIds.For(Subject, attempt), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [TestCase(null)]
    [TestCase("")]
    [TestCase("ice")]
    [TestCase("0b6f9e3d2a414c588e07d1c2b3a49586")]
    [TestCase("{0b6f9e3d-2a41-4c58-8e07-d1c2b3a49586}")]
    [TestCase(" 0b6f9e3d-2a41-4c58-8e07-d1c2b3a4958")]
    [TestCase("0x6f9e3d-2a41-4c58-8e07-d1c2b3a49586")]
    [TestCase("+b6f9e3d-2a41-4c58-8e07-d1c2b3a49586")]
    [TestCase("0b6f9e3d2a414c588e07d1c2b3a49586-000")]
    [TestCase("0b6f9e3d2a414c588e07d1c2b3a49586-001")]
    [TestCase("0b6f9e3d2a414c588e07d1c2b3a49586-02")]
    [TestCase("0b6f9e3d2a414c588e07d1c2b3a49586-0002")]
    [TestCase("0b6f9e3d2a414c588e07d1c2b3a49586-+02")]
    [TestCase("0b6f9e3d2a414c588e07d1c2b3a49586-٠٠٢")]
    [TestCase("0b6f9e3d2a414c588e07d1c2b3a49586_002")]
    [TestCase("gb6f9e3d2a414c588e07d1c2b3a49586-002")]
    public void Foreign_ids_are_not_ours(string? id)
    {
        Assert.That(RequestIds.TryParse(id, out var subject, out var attempt), Is.False);
        Assert.That((subject, attempt), Is.EqualTo((Guid.Empty, 0)));
    }

    [Test]
    public void Every_id_leads_back_to_its_subject() => Prop.ForAll(
        ArbMap.Default.ArbFor<Guid>(),
        Gen.Choose(1, RequestIds.MaxAttempt).ToArbitrary(),
        (subject, attempt) =>
        {
            var id = RequestIds.For(subject, attempt);
            return id.Length == 36
                && RequestIds.TryParse(id, out var readSubject, out var readAttempt)
                && readSubject == subject
                && readAttempt == attempt;
        }).QuickCheckThrowOnFailure();

    [TestCase("URN:FEATURE:DATASET:north sea:0b6f9e3d-2a41-4c58-8e07-d1c2b3a49586:V1", EntityTypes.Dataset, "north sea", 1)]
    [TestCase("URN:FEATURE:COLLECTION:x:0b6f9e3d-2a41-4c58-8e07-d1c2b3a49586:V999", EntityTypes.Collection, "x", 999)]
    public void A_URN_has_its_parts(string text, string entityType, string tenant, int version)
    {
        Assert.That(RegardsUrn.TryParse(text, out var urn), Is.True);
        Assert.That(urn, Is.EqualTo(new RegardsUrn(entityType, tenant, Subject, version)));
        Assert.That(urn!.ToString(), Is.EqualTo(text));
    }

    [TestCase(null)]
    [TestCase("URN:FEATURE:DATA:x:0b6f9e3d-2a41-4c58-8e07-d1c2b3a49586:LAST")]
    [TestCase("URN:FEATURE:DATA:x:0B6F9E3D-2A41-4C58-8E07-D1C2B3A49586:V1")]
    public void What_REGARDS_would_not_find_is_no_URN(string? text) =>
        Assert.That(RegardsUrn.TryParse(text, out _), Is.False);
}
