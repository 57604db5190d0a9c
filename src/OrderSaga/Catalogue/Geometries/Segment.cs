namespace OrderSaga.Catalogue.Geometries;

/// <summary>A place in degrees of longitude and latitude, taken as plane coordinates as GeoJSON does.</summary>
readonly record struct Place(double Longitude, double Latitude);

/// <summary>The straight line between two places, ends included; a point is one whose ends are the same.</summary>
readonly record struct Segment(Place From, Place To)
{
    public bool Meets(Segment other)
    {
        if (Math.Max(From.Longitude, To.Longitude) < Math.Min(other.From.Longitude, other.To.Longitude)
            || Math.Min(From.Longitude, To.Longitude) > Math.Max(other.From.Longitude, other.To.Longitude)
            || Math.Max(From.Latitude, To.Latitude) < Math.Min(other.From.Latitude, other.To.Latitude)
            || Math.Min(From.Latitude, To.Latitude) > Math.Max(other.From.Latitude, other.To.Latitude))
            return false;

        var (a, b) = (Side(other.From), Side(other.To));
        var (c, d) = (other.Side(From), other.Side(To));
        // On opposite sides of each other, or an end of one on the other.
        return (a * b < 0 && c * d < 0)
            || (a == 0 && Spans(other.From)) || (b == 0 && Spans(other.To))
            || (c == 0 && other.Spans(From)) || (d == 0 && other.Spans(To));
    }

    /// <summary>Which side of the line a place lies on: -1, 1, or 0 on the line itself.</summary>
    public int Side(Place place) => Math.Sign(
        ((To.Longitude - From.Longitude) * (place.Latitude - From.Latitude)) - ((To.Latitude - From.Latitude) * (place.Longitude - From.Longitude)));

    /// <summary>Whether a place lies in the segment's bounding box.</summary>
    bool Spans(Place place) =>
        place.Longitude >= Math.Min(From.Longitude, To.Longitude) && place.Longitude <= Math.Max(From.Longitude, To.Longitude)
        && place.Latitude >= Math.Min(From.Latitude, To.Latitude) && place.Latitude <= Math.Max(From.Latitude, To.Latitude);
}
