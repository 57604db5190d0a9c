using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OrderSaga.Callbacks;

sealed class CallbackMap : IEntityTypeConfiguration<Callback>
{
    public void Configure(EntityTypeBuilder<Callback> builder)
    {
        builder.ToTable("callbacks");
        builder.HasKey(callback => new { callback.JobId, callback.Sequence });
        builder.Property(callback => callback.Sequence).ValueGeneratedNever();
        builder.Ignore(callback => callback.EventId);
    }
}
