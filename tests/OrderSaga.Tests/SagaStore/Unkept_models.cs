using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using OrderSaga.SagaStore;

namespace OrderSaga.Tests.SagaStore;

/// <summary>Models that the store would silently lose a part of are refused by name, before a message is taken.</summary>
[TestFixture]
public sealed class Unkept_models
{
    [TestCase(typeof(Owner), "Home")]
    [TestCase(typeof(Complex), "Home")]
    [TestCase(typeof(Listed), "Names")]
    [TestCase(typeof(Shadowed), "Hidden")]
    [TestCase(typeof(Derived), "hierarchy")]
    public void A_part_that_is_no_plain_column_is_refused(Type entity, string named)
    {
        using var context = new UnkeptContext();
        var model = new StoreModel(context.Model);
        Assert.That(() => model.Table(entity), Throws.InstanceOf<NotSupportedException>().With.Message.Contains(named));
    }

    [Test]
    public void A_key_that_is_not_the_correlation_id_is_refused()
    {
        using var context = new UnkeptContext();
        var model = new StoreModel(context.Model);
        Assert.That(() => model.SagaTable(typeof(Plain)), Throws.InstanceOf<NotSupportedException>().With.Message.Contains("CorrelationId"));
    }

    [Test]
    public void Rows_are_inserted_after_those_they_refer_to()
    {
        using var context = new UnkeptContext();
        var model = new StoreModel(context.Model);
        Assert.That((model.Table(typeof(Plain)).Rank, model.Table(typeof(Child)).Rank, model.Table(typeof(Grandchild)).Rank), Is.EqualTo((0, 1, 2)));
    }

    sealed class UnkeptContext : DbContext
    {
        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseSqlite("Data Source=none.db");

        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.Entity<Owner>().OwnsOne(o => o.Home);
            modelBuilder.Entity<Complex>().ComplexProperty(c => c.Home);
            modelBuilder.Entity<Listed>();
            modelBuilder.Entity<Shadowed>().Property<int>("Hidden");
            modelBuilder.Entity<Original>();
            modelBuilder.Entity<Derived>();
            modelBuilder.Entity<Plain>();
            modelBuilder.Entity<Child>().HasOne<Plain>().WithMany().HasForeignKey(c => c.PlainId);
            modelBuilder.Entity<Grandchild>().HasOne<Child>().WithMany().HasForeignKey(g => g.ChildId);
        }
    }

    sealed class Place
    {
        public string Street { get; set; } = "";
    }

    sealed class Owner
    {
        public int Id { get; set; }
        public Place Home { get; set; } = new();
    }

    sealed class Complex
    {
        public int Id { get; set; }
        public Place Home { get; set; } = new();
    }

    sealed class Listed
    {
        public int Id { get; set; }
        public List<string> Names { get; set; } = [];
    }

    sealed class Shadowed
    {
        public int Id { get; set; }
    }

    class Original
    {
        public int Id { get; set; }
    }

    sealed class Derived : Original;

    sealed class Plain
    {
        public int Id { get; set; }
    }

    sealed class Child
    {
        public int Id { get; set; }
        public int PlainId { get; set; }
    }

    sealed class Grandchild
    {
        public int Id { get; set; }
        public int ChildId { get; set; }
    }
}
