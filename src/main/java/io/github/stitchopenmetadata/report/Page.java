package io.github.stitchopenmetadata.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.stitchopenmetadata.text.Json;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A page that is all in one file and loads nothing: style, data, the chart library and the script that shows the data. Its
 * content security policy lets run these two scripts and nothing else, so that a foreign text can do no harm whatever it holds.
 */
final class Page {

    private static final String CHARTS = "/report/echarts.min.js";
    private static final String STYLE = "/report/style.css";

    private final String body;
    private final String[] scripts;
    private final String policy;

    /** What a page shows. */
    interface Data {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /**
     * @param body    the HTML from the title on, without the scripts
     * @param scripts what shows the data, to be run one after the other; all of these are resources
     */
    Page(String body, String... scripts) {
        this.body = body;
        this.scripts = scripts;
        this.policy = "default-src 'none'; script-src " + hash(CHARTS) + " " + hash(scripts)
                + "; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
    }

    /** Writes the page piece by piece, so that the data need not fit into memory. */
    void write(OutputStream out, Data data) throws IOException {
        text(
                out,
                "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"");
        text(out, policy);
        text(
                out,
                "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<style>");
        resource(out, STYLE);
        text(out, "</style>\n");
        resource(out, body);
        text(out, "<script type=\"application/json\" id=\"data\">");
        try (JsonGenerator json = Json.MAPPER.createGenerator(new Unclosed(out))) {
            json.setCharacterEscapes(new InPage());
            data.writeTo(json);
        }
        text(out, "</script>\n<script>");
        resource(out, CHARTS);
        text(out, "</script>\n<script>");
        for (String script : scripts) {
            resource(out, script);
        }
        text(out, "</script>\n</body>\n</html>\n");
    }

    private static String hash(String... scripts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
            for (String script : scripts) {
                resource(out, script);
            }
            return "'sha256-" + Base64.getEncoder().encodeToString(digest.digest()) + "'";
        } catch (NoSuchAlgorithmException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void resource(OutputStream out, String path) throws IOException {
        try (InputStream in = Page.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IOException(path + " is not on the class path");
            }
            in.transferTo(out);
        }
    }

    /** The generator ends with its data, the page does not. */
    private static final class Unclosed extends FilterOutputStream {

        private Unclosed(OutputStream page) {
            super(page);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
