import { type CSSVariablesResolver, createTheme } from '@mantine/core'
import { t } from '../i18n/t.ts'

/** Mantine asks for ten shades; ours is one accent per theme, so that every shade is the token. */
const accent = Array.from({ length: 10 }, () => 'var(--accent)')
const [a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = '', i = '', j = ''] = accent

/** The tokens of `tokens.css` as Mantine sees them. */
export const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent: [a, b, c, d, e, f, g, h, i, j] },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '11px', sm: '13px', md: '13px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.45', lg: '1.45', xl: '1.4' },
  radius: { xs: '4px', sm: '7px', md: '8px', lg: '10px', xl: '14px' },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  // By name: the components themselves come with the parts that use them.
  components: {
    // A function, as the language can change.
    Notification: {
      defaultProps: () => ({ closeButtonProps: { 'aria-label': t('Close') } }),
    },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } },
    Switch: { defaultProps: { size: 'xs' } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false } },
  },
})

const shared = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--muted)',
  '--mantine-color-placeholder': 'var(--faint)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-default': 'var(--field)',
  '--mantine-color-default-hover': 'var(--bg)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-gray-light-color': 'var(--muted)',
  '--mantine-color-gray-light-hover': 'var(--bg)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  '--mantine-color-accent-filled': 'var(--accent)',
  '--mantine-color-accent-filled-hover': 'var(--accent-hover)',
  '--mantine-color-accent-light': 'var(--accent-soft)',
  '--mantine-shadow-md': 'var(--shadow-high)',
  '--mantine-shadow-xl': 'var(--shadow-high)',
} as const

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: shared,
  dark: shared,
})
