namespace OrderSaga.Bulks;

/// <summary>
/// A resolver's hold on its bulk: the claim, renewed while the work goes on, however long the catalogue takes. When the
/// claim is lost (the bulk was dismissed, or another resolver has it) the work is cancelled.
/// </summary>
sealed class BulkHold : IAsyncDisposable
{
    readonly BulkTable _table;
    readonly TimeProvider _time;
    readonly TimeSpan _lease;
    readonly SemaphoreSlim _turn = new(1, 1);
    readonly CancellationTokenSource _ended;
    readonly Task _renewing;
    BulkTable.BulkClaim _claim;
    volatile bool _isLost;

    public BulkHold(BulkTable table, BulkTable.BulkClaim claim, TimeSpan lease, TimeProvider time, CancellationToken stop)
    {
        _table = table;
        _claim = claim;
        _lease = lease;
        _time = time;
        _ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _renewing = RenewAsync();
    }

    public Guid BulkId => _claim.BulkId;

    /// <summary>The claim is somebody else's, or nobody's.</summary>
    public bool IsLost => _isLost;

    /// <summary>Cancelled when the claim is lost, or the worker stops.</summary>
    public CancellationToken Token => _ended.Token;

    /// <summary>Does something under the claim as it stands, which is not renewed meanwhile.</summary>
    /// <param name="act">False: the claim is lost.</param>
    /// <exception cref="OperationCanceledException">The claim is lost.</exception>
    public async Task UseAsync(Func<BulkTable.BulkClaim, Task<bool>> act)
    {
        await _turn.WaitAsync(Token);
        try
        {
            if (await act(_claim))
                return;
        }
        finally
        {
            _turn.Release();
        }
        Lose();
        Token.ThrowIfCancellationRequested();
    }

    /// <summary>As <see cref="UseAsync"/>, for the last act, whether or not the worker stops.</summary>
    public async Task EndAsync(Func<BulkTable.BulkClaim, Task> act)
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            await act(_claim);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _renewing;
        _ended.Dispose();
        _turn.Dispose();
    }

    async Task RenewAsync()
    {
        using var timer = new PeriodicTimer(_lease / 3, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(Token))
            {
                try
                {
                    await UseAsync(async claim =>
                    {
                        var until = _time.UtcNow() + _lease;
                        if (!await _table.RenewAsync(claim, until, Token))
                            return false;
                        _claim = claim with { Until = until };
                        return true;
                    });
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    // A database that is away may be back before the claim ends; if not, the work fails at it too.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Ended, or lost.
        }
    }

    void Lose()
    {
        _isLost = true;
        _ended.Cancel();
    }
}
