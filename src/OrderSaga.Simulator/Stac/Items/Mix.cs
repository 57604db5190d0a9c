namespace OrderSaga.Simulator.Stac.Items;

/// <summary>A 64-bit mixing that can be undone (the finaliser of SplitMix64): from a number to what looks like chance, and back.</summary>
static class Mix
{
    const ulong First = 0xBF58476D1CE4E5B9;
    const ulong Second = 0x94D049BB133111EB;

    static readonly ulong FirstBack = Inverse(First);
    static readonly ulong SecondBack = Inverse(Second);

    public static ulong Of(ulong value)
    {
        value = (value ^ (value >> 30)) * First;
        value = (value ^ (value >> 27)) * Second;
        return value ^ (value >> 31);
    }

    public static ulong Undo(ulong value)
    {
        value = Unshift(value, 31) * SecondBack;
        value = Unshift(value, 27) * FirstBack;
        return Unshift(value, 30);
    }

    static ulong Unshift(ulong value, int by)
    {
        var original = value;
        for (var shift = by; shift < 64; shift += by)
            original = value ^ (original >> by);
        return original;
    }

    /// <summary>The inverse of an odd number modulo 2^64, by Newton's method: each step doubles the right digits.</summary>
    static ulong Inverse(ulong odd)
    {
        var inverse = odd;
        for (var step = 0; step < 6; step++)
            inverse *= 2 - (odd * inverse);
        return inverse;
    }
}
