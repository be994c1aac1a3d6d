import type { Page } from 'playwright-core'

/** Collects what a page complains about: errors that nobody caught, and those in its console. */
export function hearComplaints(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
}
