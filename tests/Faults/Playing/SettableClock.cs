using System.Diagnostics;

namespace AkkaGame.Faults.Playing;

/// <summary>
/// The wall clock of a process, to be set while it runs: a few lines of C that the loader puts before the system's own. What only goes
/// forward is left alone.
/// </summary>
public sealed class SettableClock
{
    private const string Variable = "FAULTS_CLOCK";

    private const string Source =
        """
        #define _GNU_SOURCE
        #include <fcntl.h>
        #include <stdlib.h>
        #include <sys/mman.h>
        #include <sys/syscall.h>
        #include <sys/time.h>
        #include <time.h>
        #include <unistd.h>

        static volatile long *ahead;

        __attribute__((constructor)) static void begin(void) {
          const char *path = getenv("FAULTS_CLOCK");
          int file = path ? open(path, O_RDONLY) : -1;
          void *at = file < 0 ? MAP_FAILED : mmap(0, sizeof(long), PROT_READ, MAP_SHARED, file, 0);
          if (at != MAP_FAILED) ahead = at;
        }

        int clock_gettime(clockid_t clock, struct timespec *now) {
          int wrong = syscall(SYS_clock_gettime, clock, now);
          if (!wrong && ahead && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += *ahead;
          return wrong;
        }

        int gettimeofday(struct timeval *now, void *zone) {
          struct timespec at;
          int wrong = clock_gettime(CLOCK_REALTIME, &at);
          now->tv_sec = at.tv_sec;
          now->tv_usec = at.tv_nsec / 1000;
          return wrong;
        }
        """;

    private readonly string file, library;

    private SettableClock(string file, string library) => (this.file, this.library) = (file, library);

    /// <summary>The test is skipped where there is no C compiler, or another way of loading.</summary>
    /// <param name="folder">Where to put it.</param>
    public static async Task<SettableClock> Make(string folder)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "A process's clock can be set on Linux only.");
        var (source, library) = (Path.Combine(folder, "clock.c"), Path.Combine(folder, "clock.so"));
        await File.WriteAllTextAsync(source, Source);
        try
        {
            using var compiler = Process.Start("cc", ["-shared", "-fPIC", "-O1", "-o", library, source]);
            await compiler.WaitForExitAsync();
            Assert.Equal(0, compiler.ExitCode);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Skip.If(true, "There is no C compiler, cc is absent from the feed.");
        }

        var clock = new SettableClock(Path.Combine(folder, "clock.ahead"), library);
        clock.Set(TimeSpan.Zero);
        return clock;
    }

    /// <summary>The process that is started so sees this clock.</summary>
    public void Give(Dictionary<string, string> environment) => (environment["LD_PRELOAD"], environment[Variable]) = (library, file);

    /// <param name="ahead">Of the machine's; whole seconds.</param>
    public void Set(TimeSpan ahead)
    {
        using var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        stream.Write(BitConverter.GetBytes((long)ahead.TotalSeconds));
    }
}
