namespace OrderSaga.Regards;

/// <summary>What REGARDS does with the files a product already has (REGARDS contract: patch headers). Without files in the patch it has no effect.</summary>
public enum FileUpdateMode
{
    /// <summary>Adds new files, and new locations of known files. REGARDS' own default.</summary>
    Append,

    /// <summary>Asks the storage to delete every file that is not listed.</summary>
    Replace,
}
