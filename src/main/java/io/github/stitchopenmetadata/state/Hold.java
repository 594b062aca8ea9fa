package io.github.stitchopenmetadata.state;

/** Something that one process at a time has, until it lets go of it or ends. */
public interface Hold extends AutoCloseable {

    /** Of what only the threads of this process want. */
    Hold OWN = new Hold() {
        @Override
        public boolean isHeld() {
            return true;
        }

        @Override
        public void close() {
            // nobody else waits for it
        }
    };

    /** False once it was lost, as with the connection to the database that it belongs to, and somebody else may have it. */
    boolean isHeld();

    @Override
    void close();
}
