import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    reporters: ['default', './test/support/closingLine.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          testTimeout: 60_000,
          include: ['shared/**/*.test.ts'],
          setupFiles: ['./test/support/pure.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'parts',
          testTimeout: 60_000,
          include: [
            'runtime/**/*.test.ts',
            'editor/**/*.test.ts',
            'test/{golden,routes,fml,import,architecture,compile,store}/**/*.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'real',
          include: ['test/{voice,browser}/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
