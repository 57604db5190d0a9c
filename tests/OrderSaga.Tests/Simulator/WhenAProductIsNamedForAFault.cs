using NUnit.Framework;
using OrderSaga.Simulator.Answers;
using OrderSaga.Simulator.Plans;
using OrderSaga.Simulator.Scenarios;
using OrderSaga.Simulator.Settings;

namespace OrderSaga.Tests.Simulator;

[TestFixture]
public sealed class WhenAProductIsNamedForAFault
{
    StandIn _standIn = null!;
    int _requests;

    [SetUp]
    public void Begin() => _standIn = new StandIn(new StandInSettings(), new ManualTime());

    Plan Decide(string productName) => _standIn.Decide(Patch.Of(productName).WithId($"request-{++_requests}").Raw());

    static string Short(Answer answer) => answer switch
    {
        { Garbage: not null } => "garbage",
        { Type: "NOTIFICATION" } => "N-" + answer.State,
        { Tenant: not "orbit" } => "other tenant " + answer.State,
        { RequestOwner: not "orders" } => "other owner " + answer.State,
        { Errors: [var error, ..] } when error.Contains("exists", StringComparison.Ordinal) => "in use",
        _ => answer.State
    };

    string Course(string productName) => string.Join(", ", Decide(productName).Answers.Select(planned => Short(planned.Answer)));

    [TestCase("SIM-DENIED", "DENIED")]
    [TestCase("SIM-DENIED-DUPLICATE", "in use")]
    [TestCase("SIM-DENIED-AFTER-GRANTED", "GRANTED, in use, SUCCESS")]
    [TestCase("SIM-ERROR", "GRANTED, ERROR")]
    [TestCase("SIM-ERROR-TWICE", "GRANTED, ERROR, ERROR")]
    [TestCase("SIM-ERROR-THEN-SUCCESS", "GRANTED, ERROR, SUCCESS")]
    [TestCase("SIM-SILENT", "")]
    [TestCase("SIM-GRANTED-ONLY", "GRANTED")]
    [TestCase("SIM-GRANTED-TWICE", "GRANTED, GRANTED, SUCCESS")]
    [TestCase("SIM-SUCCESS-FIRST", "SUCCESS, GRANTED")]
    [TestCase("SIM-SUCCESS-TWICE", "GRANTED, SUCCESS, SUCCESS")]
    [TestCase("SIM-NO-GRANTED", "SUCCESS")]
    [TestCase("SIM-NOTIFICATION", "GRANTED, SUCCESS, N-SUCCESS")]
    [TestCase("SIM-NOTIFICATION-ERROR", "GRANTED, SUCCESS, N-ERROR")]
    [TestCase("SIM-OTHER-OWNER", "other owner ERROR, other tenant DENIED, GRANTED, SUCCESS")]
    [TestCase("SIM-GARBAGE", "garbage, garbage, GRANTED, SUCCESS")]
    [TestCase("SIM-UNKNOWN-STATE", "GRANTED, POSTPONED, SUCCESS")]
    [TestCase("SIM-UNKNOWN-URN", "GRANTED, ERROR")]
    [TestCase("SIM-SLOW-250", "GRANTED, SUCCESS")]
    public void Its_answers_take_that_course(string token, string course)
    {
        Assert.That(Course($"SAR-L0-{token}-0042"), Is.EqualTo(course));
        Assert.That(Course(token), Is.EqualTo(course));
    }

    [TestCase("SIM-SILENT-ONCE", "")]
    [TestCase("SIM-DENIED-ONCE", "DENIED")]
    [TestCase("SIM-ERROR-ONCE", "GRANTED, ERROR")]
    public void A_once_only_fault_meets_the_first_request_of_each_product(string token, string first)
    {
        Assert.That(Course(token + "-1"), Is.EqualTo(first));
        Assert.That(Course(token + "-1"), Is.EqualTo("GRANTED, SUCCESS"));
        Assert.That(Course(token + "-2"), Is.EqualTo(first));
    }

    [TestCase("SIM-DENIEDX")]
    [TestCase("XSIM-DENIED")]
    [TestCase("sim-denied")]
    [TestCase("SIM-")]
    [TestCase("SIM-SLOW-")]
    [TestCase("SIMULATED-ERROR")]
    public void A_token_counts_only_whole(string productName) => Assert.That(Course(productName), Is.EqualTo("GRANTED, SUCCESS"));

    [Test]
    public void Slowness_goes_with_another_fault()
    {
        var answers = Decide("P_SIM-SLOW-4000_SIM-ERROR").Answers;

        Assert.That(answers[1].Answer.State, Is.EqualTo("ERROR"));
        Assert.That(answers[1].Due - answers[0].Due, Is.EqualTo(TimeSpan.FromSeconds(4)));
    }

    [Test]
    public void A_contradicting_answer_names_the_same_request()
    {
        var ids = Decide("SIM-OTHER-OWNER").Answers.Select(planned => planned.Answer.RequestId);

        Assert.That(ids.Distinct(), Is.EqualTo(new[] { "request-1" }));
    }

    [Test]
    public void The_two_errors_of_a_storage_failure_differ()
    {
        var answers = Decide("SIM-ERROR-TWICE").Answers;

        Assert.That(answers[1].Answer.Errors!.Single(), Is.Not.EqualTo(answers[2].Answer.Errors!.Single()));
    }

    [Test]
    public void A_silent_product_leaves_its_request_id_free()
    {
        _standIn.Decide(Patch.Of("SIM-SILENT-ONCE").Raw());

        var again = _standIn.Decide(Patch.Of("SIM-SILENT-ONCE").Raw());
        Assert.That(again.Outcome, Is.EqualTo(Outcome.Success));
    }
}
