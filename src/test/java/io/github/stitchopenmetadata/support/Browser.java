package io.github.stitchopenmetadata.support;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium that opens files. Where none is installed, the test that asks for one is skipped, and says so. */
public final class Browser implements AutoCloseable {

    /** Selenium looks for the debugging protocol of this very version, which is not needed for the commands used here. */
    private static final Logger NOISE = Logger.getLogger("org.openqa.selenium");

    private final ChromeDriver driver;

    private Browser(Path browser, Path driverFile) {
        NOISE.setLevel(Level.SEVERE);
        LoggingPreferences log = new LoggingPreferences();
        log.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--lang=en-GB",
                "--hide-scrollbars");
        options.setCapability("goog:loggingPrefs", log);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driverFile.toFile())
                        .usingAnyFreePort()
                        .withTimeout(Patience.LIMIT)
                        .build(),
                options);
        driver.manage().timeouts().scriptTimeout(Patience.LIMIT);
    }

    public static Browser start() {
        Path browser = installed("chromium", "chromium-browser", "google-chrome");
        Path driver = installed("chromedriver");
        if (browser == null || driver == null) {
            System.out.println(
                    "NOT TESTED: the pages of the report, because there is no Chromium with its chromedriver on the path");
        }
        assumeTrue(browser != null && driver != null, "no Chromium with its chromedriver on the path");
        return new Browser(browser, driver);
    }

    private static Path installed(String... names) {
        List<Path> folders = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        return Stream.of(names)
                .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    /** Opens a file, as a double click would. */
    public Browser open(Path file) {
        driver.get(file.toAbsolutePath().toUri().toString());
        return this;
    }

    /** @param width in CSS pixels, also below what a window can be made to */
    public Browser size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        return this;
    }

    public Browser dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        return this;
    }

    public WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    public List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** Clicks one of these as soon as the page has it. */
    public void click(String css, int index) {
        Patience.await().until(() -> all(css).size() > index);
        all(css).get(index).click();
    }

    public List<String> texts(String css) {
        return all(css).stream().map(WebElement::getText).toList();
    }

    public void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    public void tab() {
        press(Keys.TAB);
    }

    public WebElement focused() {
        return driver.switchTo().activeElement();
    }

    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** What the console has told since the last time, the violations of the content security policy among it. */
    public List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** @return what axe-core finds wrong: the rule, and the elements that break it */
    public List<String> inaccessible() throws IOException {
        try (InputStream axe = Browser.class.getResourceAsStream("/axe.min.js")) {
            // through the debugger: the page itself lets no other script run
            driver.executeCdpCommand(
                    "Runtime.evaluate", Map.of("expression", new String(axe.readAllBytes(), StandardCharsets.UTF_8)));
        }
        @SuppressWarnings("unchecked")
        List<String> found = (List<String>)
                driver.executeAsyncScript(
                        "const done = arguments[0]; axe.run().then("
                                + "result => done(result.violations.map(rule => rule.id + ': ' + rule.nodes.map(node => node.target + ' ' + node.failureSummary).join(' | '))))");
        return found;
    }

    /** The whole page as a PNG. */
    public byte[] picture() {
        long height = ((Number) run("return document.documentElement.scrollHeight")).longValue();
        long width = ((Number) run("return document.documentElement.clientWidth")).longValue();
        return size((int) width, (int) Math.min(height, 8000)).view();
    }

    /** What is in the window, as a PNG. */
    public byte[] view() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
