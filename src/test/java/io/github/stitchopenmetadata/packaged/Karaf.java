package io.github.stitchopenmetadata.packaged;

import io.github.stitchopenmetadata.support.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** A Karaf as it is downloaded, in a folder of its own, with no way to Maven repositories. */
final class Karaf implements AutoCloseable {

    private final Path home;
    private final Path base;
    private final int port = freePort();
    private Process process;

    /** @param base an empty folder */
    Karaf(Path base) throws IOException {
        try (Stream<Path> unpacked = Files.list(Path.of("target/karaf"))) {
            home = unpacked.filter(Files::isDirectory).findFirst().orElseThrow().toAbsolutePath();
        }
        this.base = base;
        copy(home.resolve("etc"), etc());
        for (String folder : List.of("data/log", "data/tmp", "deploy")) {
            Files.createDirectories(base.resolve(folder));
        }
        change(
                "users.properties",
                Map.of(
                        "karaf",
                        "karaf,_g_:admingroup",
                        "_g_\\:admingroup",
                        "group,admin,manager,viewer,systembundles,ssh"));
        change("org.apache.karaf.shell.cfg", Map.of("sshPort", String.valueOf(port), "sshHost", "127.0.0.1"));
        change(
                "org.apache.karaf.management.cfg",
                Map.of("rmiRegistryPort", String.valueOf(freePort()), "rmiServerPort", String.valueOf(freePort())));
        change(
                "org.ops4j.pax.url.mvn.cfg",
                Map.of(
                        "org.ops4j.pax.url.mvn.repositories",
                        "",
                        "org.ops4j.pax.url.mvn.localRepository",
                        base.resolve("repository").toString()));
    }

    Path etc() {
        return base.resolve("etc");
    }

    Path data() {
        return base.resolve("data");
    }

    /** Puts a file into deploy/ at once: Karaf looks there every second, and may take one that is not yet whole. */
    void deploy(Path file, String name) throws IOException {
        Path part = Files.copy(file, base.resolve(name + ".part"));
        Files.move(part, base.resolve("deploy").resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    void undeploy(String name) throws IOException {
        Files.delete(base.resolve("deploy").resolve(name));
    }

    void start() throws Exception {
        process = builder("karaf", "server")
                .redirectErrorStream(true)
                .redirectOutput(base.resolve("output").toFile())
                .start();
        shell("version");
    }

    /** As an operator stops it. */
    void stop() throws Exception {
        Patience.exitStatus(builder("stop").start());
        Patience.exitStatus(process);
    }

    /** @return what a command of the shell prints */
    String shell(String command) throws Exception {
        Path output = Files.createTempFile(base, "shell", ".txt");
        Process client = builder(
                        "client",
                        "-h",
                        "127.0.0.1",
                        "-a",
                        String.valueOf(port),
                        "-u",
                        "karaf",
                        "-p",
                        "karaf",
                        "-r",
                        String.valueOf(Patience.LIMIT.toSeconds()),
                        "-d",
                        "1",
                        command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Patience.exitStatus(client);
        return Files.readString(output);
    }

    /** The names of the threads that are alive, without numbers; but for those of the JVM's own pool, of RMI and JMX, which come when needed. */
    Set<String> threads() throws Exception {
        Set<String> names = new TreeSet<>();
        shell("threads --list")
                .lines()
                .map(line -> line.split("[│|]"))
                .filter(cells -> cells.length > 2)
                .forEach(cells -> names.add(cells[1].strip().replaceAll("(?<=\\[)[0-9a-f]+|\\d+", "N")));
        names.removeIf(name -> name.matches("(ForkJoinPool.commonPool|RMI |JMX ).*"));
        return names;
    }

    String log() {
        try {
            Path file = data().resolve("log/karaf.log");
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Replaces a file of etc/ at once. */
    void write(String file, String content) throws IOException {
        Path part = Files.writeString(Files.createTempFile(base, "etc", ".part"), content);
        Files.createDirectories(etc().resolve(file).getParent());
        Files.move(part, etc().resolve(file), StandardCopyOption.ATOMIC_MOVE);
    }

    private ProcessBuilder builder(String program, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin").resolve(program).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("KARAF_") || name.equals("JAVA_OPTS"));
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "KARAF_BASE",
                        base.toString(),
                        "KARAF_ETC",
                        etc().toString(),
                        "KARAF_DATA",
                        data().toString(),
                        "JAVA_MAX_MEM",
                        "512m"));
        return builder;
    }

    private void change(String file, Map<String, String> settings) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(etc().resolve(file)));
        settings.forEach((key, value) -> {
            int first = -1;
            for (int i = 0; i < lines.size() && first < 0; i++) {
                first = lines.get(i).matches("\\Q" + key + "\\E *=.*") ? i : -1;
            }
            // a value may go on for several lines
            for (boolean more = first >= 0; more; ) {
                more = lines.remove(first).endsWith("\\");
            }
            lines.add(key + " = " + value);
        });
        Files.write(etc().resolve(file), lines);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    /** Below those that the system gives to connections and to servers that ask for any, which could take it before Karaf does. */
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(15_000, 30_000);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // another one
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }
}
