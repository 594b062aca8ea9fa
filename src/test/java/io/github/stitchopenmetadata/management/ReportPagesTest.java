package io.github.stitchopenmetadata.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportPagesTest {

    @TempDir
    private Path folder;

    private ReportPages pages;

    @BeforeEach
    void write() throws Exception {
        Path reports = Files.createDirectories(folder.resolve("reports"));
        for (String file : new String[] {"index.html", "report.json", "notes", ".hidden.json", "a..b.html"}) {
            Files.writeString(reports.resolve(file), "in " + file);
        }
        Files.writeString(Files.createDirectories(reports.resolve("older")).resolve("index.html"), "older");
        Files.writeString(Files.createDirectories(reports.resolve(".git")).resolve("config"), "hidden");
        Files.writeString(folder.resolve("secret.json"), "secret");
        Files.createSymbolicLink(reports.resolve("link.json"), folder.resolve("secret.json"));
        Files.createSymbolicLink(reports.resolve("up"), folder);
        pages = new ReportPages(reports.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "/reports/, text/html; charset=utf-8, in index.html",
        "/reports/index.html, text/html; charset=utf-8, in index.html",
        "/reports/report.json, application/json, in report.json",
        "/reports/notes, text/plain; charset=utf-8, in notes",
        "/reports/a..b.html, text/html; charset=utf-8, in a..b.html",
        "/reports/older/, text/html; charset=utf-8, older"
    })
    void showsTheFilesOfTheDirectory(String path, String type, String content) throws Exception {
        assertThat(pages.page(path)).satisfies(page -> {
            assertThat(page.contentType()).isEqualTo(type);
            assertThat(pages.content(page)).hasContent(content);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/reports",
                "/reports/none.json",
                "/reports/older",
                "/reports/.hidden.json",
                "/reports/.git/config",
                "/reports/../secret.json",
                "/reports/older/../../secret.json",
                "/reports/..%2fsecret.json",
                "/reports/%2e%2e/secret.json",
                "/reports/..\\secret.json",
                "/reports//secret.json",
                "/reports/./report.json",
                "/reports/link.json",
                "/reports/up/secret.json",
                "/reports/report.json\u0000.html",
                "/reportsx/report.json",
                "/report.json",
                "//",
                ""
            })
    void showsNothingElse(String path) throws Exception {
        assertThat(pages.page(path)).isNull();
    }

    @Test
    void showsNothingWhereNothingWasReportedYet() throws Exception {
        assertThat(new ReportPages(folder.resolve("none").toString()).page("/reports/"))
                .isNull();
    }
}
