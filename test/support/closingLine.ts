import type { Reporter, TestModule } from 'vitest/node'

/**
 * Names in the last lines what was skipped and what passed on its second try only; the very last is
 * `N passed, N failed, N skipped`, for machines that read only that.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, errors: ReadonlyArray<unknown>): void {
    const count = { passed: 0, failed: errors.length, skipped: 0, pending: 0 }
    const retried: string[] = []
    for (const module of modules) {
      if (module.state() === 'failed' && module.children.size === 0) count.failed++
      for (const test of module.children.allTests()) {
        count[test.result().state]++
        if (test.result().state === 'skipped') console.log(`skipped: ${test.fullName}`)
        if (test.diagnostic()?.flaky) {
          const why = test.result().errors?.[0]?.message.split('\n')[0] ?? ''
          retried.push(
            `passed on the second try: ${module.relativeModuleId} > ${test.fullName}: ${why}`,
          )
        }
      }
    }
    process.on('exit', () => {
      for (const line of retried) process.stdout.write(`${line}\n`)
      process.stdout.write(
        `${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`,
      )
    })
  }
}
