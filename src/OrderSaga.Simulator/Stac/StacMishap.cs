namespace OrderSaga.Simulator.Stac;

/// <summary>What goes wrong with a page that is asked for.</summary>
public enum StacMishap
{
    None,

    /// <summary>An error status, with or without Retry-After.</summary>
    Status,

    /// <summary>200 and a page for people's eyes.</summary>
    Garbage,

    /// <summary>The next link leads to the page it is on.</summary>
    Loop,

    /// <summary>The next link leads to another host.</summary>
    OtherHost,

    /// <summary>The connection breaks in the middle of the body.</summary>
    Disconnect,

    /// <summary>The page comes late.</summary>
    Slow,
}

/// <summary>How the next page is found.</summary>
public enum StacPaging
{
    /// <summary>A POST link whose body holds a token alone, to be merged into the search's.</summary>
    Token,

    /// <summary>A POST link whose body is the whole search.</summary>
    Body,

    /// <summary>A GET link with the whole search in its address.</summary>
    Get,

    /// <summary>No link: pages are asked for by number.</summary>
    Page,
}
