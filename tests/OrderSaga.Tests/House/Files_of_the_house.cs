using NUnit.Framework;

namespace OrderSaga.Tests.House;

/// <summary>A file is one thing, and can be read at one sitting.</summary>
public sealed class Files_of_the_house
{
    const int MostLines = 250;

    [Test]
    public void Are_none_longer_than_can_be_read_at_one_sitting()
    {
        var lengths = House.Sources.Values.SelectMany(files => files).Select(source => (source.Path, Lines: source.Text.Count(letter => letter == '\n')));
        Assert.That(lengths.Where(file => file.Lines > MostLines).Select(file => $"{file.Path} has {file.Lines} lines"), Is.Empty);
    }
}
