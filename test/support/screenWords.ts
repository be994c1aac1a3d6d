import type { Page } from 'playwright-core'

export interface ScreenWord {
  /** `text`, or the attribute it stands in. */
  readonly kind: string
  readonly text: string
  /** Class of the element that holds it. */
  readonly at: string
}

/** Every visible text and every name, hint and placeholder on the screen, without what stands in `except`. */
export const screenWords = (page: Page, except: string): Promise<readonly ScreenWord[]> =>
  page.evaluate((skipped) => {
    const words: { kind: string; text: string; at: string }[] = []
    const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true })
    const add = (kind: string, text: string | null, element: Element) => {
      const trimmed = (text ?? '').replace(/\s+/g, ' ').trim()
      const at = `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`
      if (trimmed !== '') words.push({ kind, text: trimmed, at })
    }
    const isHidden = (element: Element) =>
      element.closest(`${skipped}, script, style, [aria-hidden="true"]`) !== null ||
      // An option is shown by its select.
      !isShown(element.closest('select') ?? element)
    for (const element of document.body.querySelectorAll('*')) {
      if (isHidden(element)) continue
      for (const name of ['aria-label', 'placeholder', 'title']) {
        add(name, element.getAttribute(name), element)
      }
      for (const child of element.childNodes) {
        if (child.nodeType === Node.TEXT_NODE) add('text', child.textContent, element)
      }
    }
    return words
  }, except)

/** Parts of the screen that are wider than it, or that begin or end outside it; what scrolls on purpose is left out. */
export const overflowing = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const clips = (element: Element): boolean => {
      for (let up = element.parentElement; up; up = up.parentElement) {
        if (up !== document.body && getComputedStyle(up).overflowX !== 'visible') return true
      }
      return false
    }
    const outside = Array.from(document.body.querySelectorAll('*')).filter((element) => {
      const { left, right, width } = element.getBoundingClientRect()
      if (width === 0 || !element.checkVisibility() || clips(element)) return false
      return left < -1 || right > window.innerWidth + 1
    })
    const isWide = document.documentElement.scrollWidth > window.innerWidth
    return [
      ...(isWide ? ['the page scrolls sideways'] : []),
      ...outside.map((one) => one.className.toString()),
    ]
  })

/** Buttons, tabs and chips whose words do not fit. */
export const clipped = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    Array.from(document.querySelectorAll('button, [role="tab"], .chip'))
      .filter((one) => one.checkVisibility() && one.clientWidth > 0)
      .filter((one) => one.scrollWidth > one.clientWidth + 1)
      .map((one) => `${one.className}: ${one.textContent}`),
  )
