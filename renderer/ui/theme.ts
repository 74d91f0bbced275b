import { createTheme, type CSSVariablesResolver } from '@mantine/core';

/** Mantine speaks our tokens: the component library brings behaviour, tokens.css brings every colour and size. */
export const theme = createTheme({
  fontFamily: 'var(--face)',
  fontFamilyMonospace: 'var(--face-mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '24px', xl: '28px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '4px', md: '6px', lg: '6px', xl: '6px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'never',
  components: {
    Modal: {
      defaultProps: {
        centered: false,
        yOffset: '96px',
        padding: 16,
        radius: 'md',
        shadow: 'none',
        transitionProps: { duration: 0 },
        overlayProps: { color: 'transparent', backgroundOpacity: 0 },
      },
    },
    Popover: { defaultProps: { shadow: 'none', radius: 'md', transitionProps: { duration: 0 } } },
    Menu: { defaultProps: { shadow: 'none', radius: 'md', transitionProps: { duration: 0 } } },
    Combobox: { defaultProps: { shadow: 'none', transitionProps: { duration: 0 } } },
    Tooltip: { defaultProps: { openDelay: 300, transitionProps: { duration: 0 }, withArrow: false } },
  },
});

const shared = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-faint)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--row-hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--control-line)',
  '--mantine-color-placeholder': 'var(--text-faint)',
  '--mantine-color-error': 'var(--over)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-contrast': 'var(--accent-text)',
  '--mantine-primary-color-light': 'var(--accent-soft)',
  '--mantine-primary-color-light-color': 'var(--accent)',
};

export const tokensForMantine: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared });
