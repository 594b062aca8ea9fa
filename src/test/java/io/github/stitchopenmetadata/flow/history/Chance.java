package io.github.stitchopenmetadata.flow.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;

/** Chooses at random, the same for the same seed. */
final class Chance {

    private final Random random;

    Chance(long seed) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        random.nextLong();
    }

    long seed() {
        return random.nextLong();
    }

    /** From one number up to another, both of them possible. */
    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    boolean inPercent(int percent) {
        return random.nextInt(100) < percent;
    }

    /** @throws NothingToChooseException if there is nothing */
    <T> T one(Collection<T> of) {
        if (of.isEmpty()) {
            throw new NothingToChooseException();
        }
        return new ArrayList<>(of).get(random.nextInt(of.size()));
    }

    @SafeVarargs
    final <T> T one(T... of) {
        return of[random.nextInt(of.length)];
    }

    /** Each of them or not, by chance. */
    <T> List<T> some(Collection<T> of, int percent) {
        return of.stream().filter(each -> inPercent(percent)).toList();
    }

    /** What should happen has nothing that it could happen to. */
    static final class NothingToChooseException extends RuntimeException {}
}
