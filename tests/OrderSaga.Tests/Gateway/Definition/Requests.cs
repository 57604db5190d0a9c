namespace OrderSaga.Tests.Gateway.Definition;

/// <summary>A request of the table, and the status it is answered with.</summary>
sealed record TableRequest(string Method, string Path, int Status, IReadOnlyList<(string Name, string Value)> Headers, string? Body)
{
    /// <summary><c>METHOD PATH STATUS</c>, then headers and a body, each after a bar.</summary>
    public static TableRequest Parse(string line)
    {
        var parts = line.Split(" | ", StringSplitOptions.TrimEntries);
        var words = parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var body = parts.Skip(1).FirstOrDefault(part => part[0] is '{' or '[' or '~')?.TrimStart('~');
        var headers = parts.Skip(1).Where(part => part[0] is not ('{' or '[' or '~')).Select(part => part.Split(": ", 2)).Select(pair => (pair[0], pair[1]));
        return new TableRequest(words[0], words[1], int.Parse(words[2], System.Globalization.CultureInfo.InvariantCulture), [.. headers], body);
    }
}

/// <summary>Requests that together get every answer of every operation that a client can ask for. A body that is no JSON begins with ~.</summary>
static class Requests
{
    const string Table = """
        GET    /                                                200
        GET    /?f=html                                         200
        GET    /?f=xml                                          400
        GET    /                                                406 | Accept: image/png
        GET    /api                                             200
        GET    /api                                             200 | Accept: application/json
        GET    /api?f=html                                      200
        GET    /api?f=xml                                       400
        GET    /api                                             406 | Accept: image/png
        GET    /conformance                                     200
        GET    /conformance?f=html                              200
        GET    /conformance?f=xml                               400
        GET    /conformance                                     406 | Accept: image/png
        GET    /health/live                                     200
        GET    /health/ready                                    200

        GET    /processes                                       200
        GET    /processes?limit=1&f=html                        200
        GET    /processes?limit=0                               400
        GET    /processes?offset=x                              400 | Accept: application/problem+json
        GET    /processes                                       406 | Accept: image/png
        GET    /processes/order-request                         200
        GET    /processes/bulk-create-request                   200
        GET    /processes/batchOrder                            200
        GET    /processes/echo?f=html                           200
        GET    /processes/echo?f=xml                            400
        GET    /processes/teleport                              404
        GET    /processes/teleport                              404 | Accept: text/html
        GET    /processes/echo                                  406 | Accept: image/png

        POST   /processes/order-request/execution               201 | {"inputs":{"product_identifier":"LTA-PLAIN-0001"}}
        POST   /processes/order-request/execution               201 | Prefer: respond-async | {"inputs":{"product_identifier":"LTA-NOWHERE"}}
        POST   /processes/estimate-request/execution            200 | {"inputs":{"product_identifier":"LTA-PLAIN-0001"},"response":"document"}
        POST   /processes/estimate-request/execution            200 | {"inputs":{"product_identifier":"LTA-ONLINE-0001"}}
        POST   /processes/estimate-request/execution            400 | {"inputs":{"product_identifier":"LTA-NOWHERE"}}
        POST   /processes/echo/execution                        200 | {"inputs":{"message":"m"},"response":"document"}
        POST   /processes/echo/execution                        200 | {"inputs":{"message":"m"}}
        POST   /processes/echo/execution                        200 | {"inputs":{"message":"m"},"outputs":{"message":{}}}
        POST   /processes/echo/execution                        200 | {"inputs":{"message":"m"},"outputs":{"message":{"format":{"mediaType":"application/json"}}}}
        POST   /processes/echo/execution                        200 | {"inputs":{"message":"m","image":"AAEC"},"outputs":{"image":{}}}
        POST   /processes/echo/execution                        200 | {"inputs":{"message":"m","picture":{"value":"AAEC","mediaType":"image/jp2"}},"outputs":{"picture":{}}}
        POST   /processes/echo/execution                        200 | {"inputs":{"message":"m"},"response":"document","outputs":{"message":{"transmissionMode":"reference"}}}
        POST   /processes/echo/execution                        201 | Prefer: respond-async | {"inputs":{"message":"m"}}
        POST   /processes/echo/execution                        204 | {"inputs":{"message":"m"},"outputs":{"message":{"transmissionMode":"reference"}}}
        POST   /processes/bulk-create-request/execution         200 | {"inputs":{"products":["LTA-PLAIN-0001","LTA-NOWHERE"],"dry_run":true}}
        POST   /processes/bulk-create-request/execution         201 | {"inputs":{"products":["LTA-PLAIN-0001"]}}
        POST   /processes/batch-order-trigger/execution         201 | {"inputs":{"batch_id":"{new-prepared}"}}
        POST   /processes/order-request/execution               400 | {"inputs":{"priority":0,"colour":"red"}}
        POST   /processes/order-request/execution               400 | ~no JSON
        POST   /processes/teleport/execution                    404 | {"inputs":{}}
        POST   /processes/batch-order-trigger/execution         404 | {"inputs":{"batch_id":"{none}"}}
        POST   /processes/echo/execution                        201 | Prefer: respond-async | Idempotency-Key: k | {"inputs":{"message":"m"}}
        POST   /processes/echo/execution                        409 | Prefer: respond-async | Idempotency-Key: k | {"inputs":{"message":"another"}}
        POST   /processes/batch-order-trigger/execution         409 | {"inputs":{"batch_id":"{batch}"}}
        POST   /processes/batch-order-trigger/execution         410 | {"inputs":{"batch_id":"{discarded}"}}
        POST   /processes/order-request/execution               413 | {"inputs":{"product_identifier":"{long}"}}
        POST   /processes/order-request/execution               415 | Content-Type: text/plain | {"inputs":{}}

        GET    /jobs                                            200
        GET    /jobs?limit=1&type=process&processID=echo,order-request&status=successful&status=failed&datetime=../2099-01-01T00:00:00Z&minDuration=0&maxDuration=99 200
        GET    /jobs                                            200 | Accept: text/html
        GET    /jobs?limit=0&status=done                        400
        GET    /jobs?cursor=x                                   400
        GET    /jobs                                            406 | Accept: image/png
        GET    /jobs/{done}                                     200
        GET    /jobs/{failed}                                   200
        GET    /jobs/{running}                                  200
        GET    /jobs/{dismissed}                                200
        GET    /jobs/{echo}                                     200
        GET    /jobs/{bulk}                                     200
        GET    /jobs/{batch}                                    200
        GET    /jobs/{told}?f=html                              200
        GET    /jobs/{done}?f=xml                               400
        GET    /jobs/{none}                                     404
        GET    /jobs/nobody                                     404 | Accept: text/html
        GET    /jobs/{done}                                     406 | Accept: image/png
        DELETE /jobs/{new-running}                              200
        DELETE /jobs/{new-done}                                 200
        DELETE /jobs/{new-bulk}?cascade=true                    200
        DELETE /jobs/{running}?cascade=maybe                    400
        DELETE /jobs/{none}                                     404
        DELETE /jobs/{dismissed}                                410

        GET    /jobs/{done}/results                             200
        GET    /jobs/{raw}/results                              200
        GET    /jobs/{raw}/results                              200 | Accept: application/json
        GET    /jobs/{raw}/results                              200 | Accept: multipart/related
        GET    /jobs/{done}/results?f=html                      200
        GET    /jobs/{echo}/results                             200
        GET    /jobs/{picture}/results                          200
        GET    /jobs/{bulk}/results                             200
        GET    /jobs/{batch}/results                            200
        GET    /jobs/{referring}/results                        204
        GET    /jobs/{done}/results?f=xml                       400
        GET    /jobs/{denied}/results                           400
        GET    /jobs/{running}/results                          404
        GET    /jobs/{none}/results                             404
        GET    /jobs/{dismissed}/results                        410
        GET    /jobs/{failed}/results                           500
        GET    /jobs/{done}/results/priority                    200
        GET    /jobs/{done}/results/priority?f=json             200
        GET    /jobs/{batch}/results/items                      200
        GET    /jobs/{echo}/results/image                       200
        GET    /jobs/{denied}/results/priority                  400
        GET    /jobs/{done}/results/colour                      404
        GET    /jobs/{running}/results/priority                 404
        GET    /jobs/{dismissed}/results/priority               410
        GET    /jobs/{failed}/results/priority                  500

        GET    /jobs/{done}/history                             200
        GET    /jobs/{failed}/history?f=html                    200
        GET    /jobs/{dismissed}/history                        200
        GET    /jobs/{echo}/history                             200
        GET    /jobs/{bulk}/history                             200
        GET    /jobs/{batch}/history                            200
        GET    /jobs/{done}/history?f=xml                       400
        GET    /jobs/{none}/history                             404
        GET    /jobs/{done}/history                             406 | Accept: image/png
        GET    /jobs/{done}/events                              200
        GET    /jobs/{done}/events                              204 | Last-Event-ID: {version}
        GET    /jobs/{none}/events                              404
        GET    /jobs/{done}/events                              406 | Accept: application/json

        GET    /jobs/{told}/callbacks                           200
        GET    /jobs/{untold}/callbacks                         200
        GET    /jobs/{done}/callbacks?f=html                    400
        GET    /jobs/{none}/callbacks                           404
        GET    /jobs/{done}/callbacks                           406 | Accept: image/png
        POST   /jobs/{told}/callbacks/{telling}/replay          202
        POST   /jobs/{told}/callbacks/{told}-99/replay          404
        POST   /jobs/{none}/callbacks/{none}-1/replay           404
        POST   /jobs/{untold}/callbacks/{not-telling}/replay    409

        GET    /bulks                                           200
        GET    /bulks?limit=1&f=html                            200
        GET    /bulks?limit=0                                   400
        GET    /bulks                                           406 | Accept: image/png
        GET    /bulks/{bulk}                                    200
        GET    /bulks/{bulk}?f=html                             200
        GET    /bulks/{bulk}?f=xml                              400
        GET    /bulks/{none}                                    404
        GET    /bulks/{bulk}                                    406 | Accept: image/png
        GET    /bulks/{bulk}/batches?limit=1&status=prepared    200
        GET    /bulks/{bulk}/batches                            200 | Accept: text/html
        GET    /bulks/{bulk}/batches?status=lost                400
        GET    /bulks/{none}/batches                            404
        GET    /bulks/{bulk}/batches                            406 | Accept: image/png
        GET    /bulks/{bulk}/rejected                           200
        GET    /bulks/{bulk}/rejected?f=html                    200
        GET    /bulks/{bulk}/rejected?limit=0                   400
        GET    /bulks/{none}/rejected                           404
        GET    /bulks/{bulk}/rejected                           406 | Accept: image/png
        GET    /batches/{batch}                                 200
        GET    /batches/{new-prepared}                          200
        GET    /batches/{batch}?f=html                          200
        GET    /batches/{batch}?f=xml                           400
        GET    /batches/{none}                                  404
        GET    /batches/{batch}                                 406 | Accept: image/png
        DELETE /batches/{new-prepared}                          200
        DELETE /batches/{none}                                  404
        DELETE /batches/{discarded}                             410
        GET    /batches/{batch}/orders?limit=1                  200
        GET    /batches/{batch}/orders?status=failed            200
        GET    /batches/{batch}/orders?f=html                   200
        GET    /batches/{batch}/orders?cursor=x                 400
        GET    /batches/{none}/orders                           404
        GET    /batches/{batch}/orders                          406 | Accept: image/png

        GET    /processes/echo/form                             303
        GET    /processes/teleport/form                         404
        POST   /processes/estimate-request/form                 200 | Content-Type: application/x-www-form-urlencoded | ~inputs.product_identifier=LTA-PLAIN-0001
        POST   /processes/echo/form                             303 | Content-Type: application/x-www-form-urlencoded | ~inputs.message=m
        POST   /processes/order-request/form                    400 | Content-Type: application/x-www-form-urlencoded | ~inputs.priority=0
        POST   /processes/echo/form                             403 | Content-Type: application/x-www-form-urlencoded | Origin: https://elsewhere.example.test | ~inputs.message=m
        POST   /processes/teleport/form                         404 | Content-Type: application/x-www-form-urlencoded | ~inputs.message=m
        POST   /processes/echo/form                             413 | Content-Type: application/x-www-form-urlencoded | ~inputs.message={long}
        POST   /processes/echo/form                             415 | {"message":"m"}
        GET    /jobs/search?status=failed&from=2026-01-01T00:00 303
        POST   /jobs/{new-running}/dismissal                    303 | Content-Type: application/x-www-form-urlencoded | ~
        POST   /jobs/{running}/dismissal                        403 | Content-Type: application/x-www-form-urlencoded | Origin: https://elsewhere.example.test | ~
        POST   /jobs/{none}/dismissal                           404 | Content-Type: application/x-www-form-urlencoded | ~
        POST   /jobs/{dismissed}/dismissal                      410 | Content-Type: application/x-www-form-urlencoded | ~
        POST   /jobs/{running}/dismissal                        415 | {}
        GET    /bulks/{bulk}/dismissal                          303
        GET    /bulks/nobody/dismissal                          404
        POST   /bulks/{new-bulk}/dismissal                      303 | Content-Type: application/x-www-form-urlencoded | ~cascade=true
        POST   /bulks/{bulk}/dismissal                          400 | Content-Type: application/x-www-form-urlencoded | ~{wide}=1
        POST   /bulks/{bulk}/dismissal                          403 | Content-Type: application/x-www-form-urlencoded | Origin: https://elsewhere.example.test | ~
        POST   /bulks/{none}/dismissal                          404 | Content-Type: application/x-www-form-urlencoded | ~
        POST   /bulks/{bulk}/dismissal                          413 | Content-Type: application/x-www-form-urlencoded | ~cascade={long}
        POST   /bulks/{bulk}/dismissal                          415 | {}
        GET    /batches/{batch}/trigger                         303
        GET    /batches/nobody/trigger                          404
        POST   /batches/{new-prepared}/trigger                  303 | Content-Type: application/x-www-form-urlencoded | ~inputs.priority=60
        POST   /batches/{new-prepared}/trigger                  400 | Content-Type: application/x-www-form-urlencoded | ~inputs.priority=0
        POST   /batches/{batch}/trigger                         403 | Content-Type: application/x-www-form-urlencoded | Origin: https://elsewhere.example.test | ~
        POST   /batches/{none}/trigger                          404 | Content-Type: application/x-www-form-urlencoded | ~
        POST   /batches/{batch}/trigger                         409 | Content-Type: application/x-www-form-urlencoded | ~
        POST   /batches/{discarded}/trigger                     410 | Content-Type: application/x-www-form-urlencoded | ~
        POST   /batches/{batch}/trigger                         413 | Content-Type: application/x-www-form-urlencoded | ~from={long}
        POST   /batches/{batch}/trigger                         415 | {}
        GET    /batches/{batch}/dismissal                       303
        GET    /batches/nobody/dismissal                        404
        POST   /batches/{new-prepared}/dismissal                303 | Content-Type: application/x-www-form-urlencoded | ~
        POST   /batches/{batch}/dismissal                       403 | Content-Type: application/x-www-form-urlencoded | Origin: https://elsewhere.example.test | ~
        POST   /batches/{none}/dismissal                        404 | Content-Type: application/x-www-form-urlencoded | ~
        POST   /batches/{discarded}/dismissal                   410 | Content-Type: application/x-www-form-urlencoded | ~
        POST   /batches/{batch}/dismissal                       415 | {}
        GET    /assets/pages.css                                200
        GET    /assets/pages.js                                 200
        GET    /assets/icon.svg                                 200
        GET    /assets/none.css                                 404
        GET    /favicon.ico                                     200
        """;

    public static IReadOnlyList<string> Lines { get; } = Table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
