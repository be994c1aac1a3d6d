import { defineConfig } from 'vitest/config'

/** Screens in which somebody speaks and listens. */
const heard = ['voice', 'wholeJob', 'receive'].map((name) => `test/browser/${name}.test.ts`)

/** Milliseconds in which a screen or a line shows what it should: one second is too little on a busy machine. */
const soon = { poll: { timeout: 10_000 } }

export default defineConfig({
  test: {
    reporters: ['default', './test/support/closingLine.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          testTimeout: 60_000,
          maxWorkers: 2,
          include: ['shared/**/*.test.ts'],
          setupFiles: ['./test/support/pure.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'parts',
          testTimeout: 60_000,
          maxWorkers: 2,
          include: [
            'runtime/**/*.test.ts',
            'editor/**/*.test.ts',
            'test/{carriers,golden,routes,fml,import,architecture,compile,store,llm,conversations}/**/*.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          // A person at a screen waits for things: two may share a machine.
          name: 'screens',
          include: ['test/browser/**/*.test.ts'],
          exclude: [...heard],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: soon,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          // Sound does not wait: one at a time.
          name: 'real',
          include: ['test/voice/**/*.test.ts', ...heard],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: soon,
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
