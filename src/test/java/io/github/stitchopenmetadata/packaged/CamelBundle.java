package io.github.stitchopenmetadata.packaged;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Camel and what it needs as one bundle that exports all packages, each in the version of its jar. */
final class CamelBundle {

    private static final Pattern JAR = Pattern.compile("lib/.+?-(\\d+(?:\\.\\d+){0,2}).*\\.jar");

    private CamelBundle() {}

    /** @param standalone the bundle that has those jars inside */
    static void write(Path standalone, Path bundle) throws IOException {
        List<String> jars = new ArrayList<>();
        Map<String, String> packages = new TreeMap<>();
        try (JarFile from = new JarFile(standalone.toFile())) {
            List<JarEntry> libraries = from.stream()
                    .filter(entry -> entry.getName().matches("lib/.+\\.jar"))
                    .toList();
            for (JarEntry library : libraries) {
                jars.add(library.getName());
                addPackages(library.getName(), from.getInputStream(library).readAllBytes(), packages);
            }
            Attributes headers = new Attributes();
            headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
            headers.putValue("Bundle-ManifestVersion", "2");
            headers.putValue("Bundle-SymbolicName", "org.apache.camel.karaf.all");
            headers.putValue("Bundle-ClassPath", String.join(",", jars));
            headers.putValue("Export-Package", String.join(",", packages.values()));
            headers.putValue("DynamicImport-Package", "*");
            Manifest manifest = new Manifest();
            manifest.getMainAttributes().putAll(headers);
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(bundle), manifest)) {
                for (JarEntry library : libraries) {
                    out.putNextEntry(new JarEntry(library.getName()));
                    from.getInputStream(library).transferTo(out);
                }
            }
        }
    }

    private static void addPackages(String name, byte[] jar, Map<String, String> packages) throws IOException {
        Matcher version = JAR.matcher(name);
        if (!version.matches()) {
            throw new IllegalArgumentException(name + " has no version");
        }
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(jar))) {
            for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                String path = entry.getName();
                if (path.endsWith(".class") && path.contains("/") && !path.startsWith("META-INF/")) {
                    String exported = path.substring(0, path.lastIndexOf('/')).replace('/', '.');
                    packages.putIfAbsent(exported, exported + ";version=\"" + version.group(1) + "\"");
                }
            }
        }
    }
}
