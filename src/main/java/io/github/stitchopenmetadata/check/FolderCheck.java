package io.github.stitchopenmetadata.check;

import io.github.stitchopenmetadata.state.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether a run can leave files where it has to, and use the database that processes share, if any. */
final class FolderCheck {

    private final List<String> folders;
    private final Database database;

    /**
     * @param folders  each as {@code SETTING=FOLDER}, one line each
     * @param database of {@code state.jdbc.url}, used or not
     */
    FolderCheck(String folders, Database database) {
        this.folders = folders.lines().map(String::strip).toList();
        this.database = database;
    }

    CheckStep step() {
        return CheckStep.looking((check, none) -> look());
    }

    private void look() throws StepFailedException {
        List<String> refused = new ArrayList<>();
        for (String folder : folders) {
            String[] parts = folder.split("=", 2);
            String why = objection(Path.of(parts[1]).toAbsolutePath());
            if (why != null) {
                refused.add(parts[0] + " " + parts[1] + " " + why);
            }
        }
        if (database.isUsed()) {
            database.problem().ifPresent(problem -> refused.add(problem.getMessage()));
        }
        if (!refused.isEmpty()) {
            throw new StepFailedException(
                    String.join("; ", refused),
                    "Give whoever runs this the right to write there, or set another place.");
        }
    }

    /** @return why nothing can be written to a folder, or null; one that is not there yet is not made */
    private static String objection(Path folder) {
        if (Files.isDirectory(folder)) {
            try {
                Files.delete(Files.createTempFile(folder, ".check-", ".tmp"));
                return null;
            } catch (IOException refused) {
                return "cannot be written to";
            }
        }
        Path there = folder;
        while (there != null && Files.notExists(there)) {
            there = there.getParent();
        }
        return there != null && Files.isDirectory(there) && Files.isWritable(there) ? null : "cannot be made";
    }
}
