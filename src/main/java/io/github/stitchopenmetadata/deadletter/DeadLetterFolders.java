package io.github.stitchopenmetadata.deadletter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the dead letters lie: in one folder, and beside it in {@code parked}, if an earlier version left that. While there is
 * no other folder, {@code parked} stays in use: it may be a volume of its own, and an earlier version may be put back.
 *
 * @param all      the folders that are looked into; the first one is written to
 * @param warnings what still has the name that an earlier version gave it
 */
record DeadLetterFolders(List<Path> all, List<String> warnings) {

    private static final String NAME = "dead-letters";
    private static final String FORMER_NAME = "parked";

    DeadLetterFolders {
        all = List.copyOf(all);
        warnings = List.copyOf(warnings);
    }

    /**
     * @param directory     as the settings have it, those of an earlier version included
     * @param formerSetting the setting {@code parking.directory}, or blank
     */
    static DeadLetterFolders of(Path directory, String formerSetting) {
        List<Path> all = new ArrayList<>(List.of(directory));
        List<String> warnings = new ArrayList<>();
        if (!formerSetting.isBlank()) {
            warnings.add("parking.directory is called deadletter.directory now, rename it in your settings;"
                    + " the dead letters lie in " + directory);
        }
        Path former = directory.resolveSibling(FORMER_NAME);
        if (directory.endsWith(NAME) && Files.isDirectory(former)) {
            if (Files.isDirectory(directory)) {
                all.add(former);
                warnings.add(former + " holds dead letters of an earlier version, which count as well; move them to "
                        + directory);
            } else {
                all.set(0, former);
                warnings.add("The folder for dead letters is called " + directory + " now; " + former
                        + " stays in use until you rename it");
            }
        }
        return new DeadLetterFolders(all, warnings);
    }

    /** The place of a new file. */
    Path place(String name) {
        return all.get(0).resolve(name);
    }

    /** The places where a file of this name may be. */
    List<Path> places(String name) {
        return all.stream().map(folder -> folder.resolve(name)).toList();
    }

    /** All that lies in the folders and ends so. */
    List<Path> files(String ending) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : all) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.filter(file -> file.getFileName().toString().endsWith(ending))
                            .forEach(found::add);
                }
            }
        }
        return found;
    }
}
