using System.Net.Sockets;
using AkkaGame.Gateway;
using AkkaGame.Host.Describing;
using AkkaGame.Host.Identity;

namespace AkkaGame.Host.Serving;

/// <summary>The listening program: API, health and page over one house.</summary>
internal sealed class Server : IAsyncDisposable
{
    /// <summary>How long requests under way may take when the server is told to stop.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(5);

    private readonly WebApplication app;
    private readonly House house;
    private readonly Lock leaving = new();
    private Task? left;

    private Server(WebApplication app, House house)
    {
        (this.app, this.house) = (app, house);
        app.Lifetime.ApplicationStopping.Register(() => _ = Leave());
    }

    /// <summary>Listens; returns when the first request can come, and says where.</summary>
    /// <param name="says">Gets a line for each address.</param>
    /// <exception cref="HouseClosedException">
    /// The address is taken or not ours, the keys for tokens cannot be used, or are not those of the other nodes.
    /// </exception>
    public static async Task<Server> Start(Settings settings, House house, TextWriter says, CancellationToken stop)
    {
        IdentitySettings.RefuseDevelopmentBeyondLoopback(settings);
        await house.Office.Start(stop);
        await house.Enter();
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(settings.Urls);
        builder.WebHost.ConfigureKestrel(new Capacity(settings.Bounds).Guard);
        // What is sent goes on its sender's thread, and not by way of a queue in which whoever plays stands behind a crowd. Nothing here
        // blocks a thread, which is what is unsafe about it.
        builder.WebHost.UseSockets(static sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(house.Logs);
        builder.Services.AddCors();
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = patience);

        var app = builder.Build();
        Answers.Guard(app);
        Answers.Gate(app, Capacity.TwoLengths);
        var credits = new Credits(settings.Bounds);
        app.Lifetime.ApplicationStopped.Register(credits.Dispose);
        credits.Guard(app);
        var origins = new Origins(settings.Origins);
        origins.Use(app);
        BearerReading.Use(app, house.Office.Reader);
        new Health(house).Map(app);
        var door = new Doorkeeper(settings.Development, new(settings.Urls), origins);
        new TicketsApi(house.Office, house.Games, door).Map(app);
        if (settings.Development) new LocalTokensApi(house.Office, door).Map(app);
        var curtain = new Curtain(house.Journal, house.Games, () => house.Time.GetUtcNow().ToUnixTimeMilliseconds());
        new GamesApi(house, door, curtain).Map(app);
        new EventsApi(house, door, curtain, app.Lifetime.ApplicationStopping).Map(app);
        new CommandsApi(house, door, credits).Map(app);
        new GamesList(house, door, curtain).Map(app);
        new RecordsApi(house).Map(app);
        new EditionsApi(house).Map(app);
        new Sockets(house, origins).Map(app);
        DocumentsApi.Map(app);
        PageFiles.Map(app);
        try
        {
            await app.StartAsync(stop);
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidOperationException)
        {
            await app.DisposeAsync();
            throw new HouseClosedException($"cannot listen on {settings.Urls}: {e.GetBaseException().Message} (--urls names another)");
        }

        if (settings.Follows) house.Projector.Start();
        if (settings.Development)
        {
            await says.WriteLineAsync(Doorkeeper.Warning);
            Log.Warned(app.Logger, Doorkeeper.Warning);
        }

        foreach (var url in app.Urls) await says.WriteLineAsync($"Listening on {url}");
        return new(app, house);
    }

    /// <summary>
    /// Until a signal, or <paramref name="stop"/>, or until nothing can be played here any more; and then until everybody who is here was
    /// sent away.
    /// </summary>
    /// <exception cref="HouseClosedException">Nobody told it to stop: its engine has ended.</exception>
    public async Task Stopped(CancellationToken stop)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (app.Lifetime.ApplicationStopping.Register(() => told.TrySetResult()))
        await using (stop.Register(() => told.TrySetResult()))
            await Task.WhenAny(told.Task, house.Ended);
        var isTold = told.Task.IsCompleted;
        await Leave();
        await app.StopAsync(CancellationToken.None);
        if (!isTold && await house.Ended is { } why) throw new HouseClosedException(why);
    }

    /// <summary>
    /// In this order: nobody new is sent here any more; the games go to other nodes; sockets are told to go elsewhere, and closed. Whoever
    /// comes all the while is served: the listener ends last.
    /// </summary>
    private Task Leave()
    {
        lock (leaving) return left ??= LeaveInOrder();
    }

    private async Task LeaveInOrder()
    {
        house.Leave();
        await house.HandOver();
        await house.Concourse.Drain();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        if (left is { } going) await going;
    }
}
