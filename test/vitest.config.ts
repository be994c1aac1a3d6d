import { defineConfig } from 'vitest/config'
import { LongestFirst } from './support/longestFirst.ts'

/** Screens in which somebody speaks and listens. */
const heard = ['voice', 'wholeJob', 'receive'].map((name) => `test/browser/${name}.test.ts`)
/** Sound that is only recognised: nobody waits for it, so it is as any other work. */
const recognised = 'test/voice/speechRecognition.test.ts'

/** Milliseconds in which a screen or a line shows what it should: one second is too little on a busy machine. */
const soon = { poll: { timeout: 10_000 } }

/**
 * A browser and a telephone line are real programs in real time on a machine that others share: one second try there, in the
 * run that decides, named in the last lines. Everything else passes at once or fails.
 */
const retry = process.env['CI'] ? 1 : 0

export default defineConfig({
  test: {
    reporters: ['default', './test/support/closingLine.ts'],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          testTimeout: 60_000,
          maxWorkers: 2,
          // Files of one worker share what they import: reading it took longer than the tests.
          isolate: false,
          include: ['shared/**/*.test.ts'],
          setupFiles: ['./test/support/pure.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'parts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: soon,
          maxWorkers: 2,
          include: [
            'runtime/**/*.test.ts',
            'editor/**/*.test.ts',
            'test/{carriers,golden,routes,fml,import,architecture,compile,store,llm,conversations,support}/**/*.test.ts',
            recognised,
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
          globalSetup: './test/support/builtEditor.ts',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: soon,
          retry,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          // A call is mostly waiting for what is said: two may share a machine too.
          name: 'real',
          include: ['test/voice/**/*.test.ts', ...heard],
          exclude: [recognised],
          globalSetup: './test/support/builtEditor.ts',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: soon,
          retry,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
