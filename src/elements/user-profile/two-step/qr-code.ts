import { html, type TemplateResult } from 'lit';
import { encode } from 'uqr';

/** Modules of light around the code (ISO/IEC 18004, 9.1). Scanners need them to find it. */
const QUIET_ZONE = 4;

/**
 * Draws a QR code: dark on light in every color scheme, since many scanners know nothing else.
 *
 * @param text what the code says
 * @param label for assistive technology
 */
export function qrCode(text: string, label: string): TemplateResult {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_ZONE });
  return html`<svg class="cl-qrCode" viewBox="0 0 ${size} ${size}" role="img" aria-label=${label} shape-rendering="crispEdges">
    <path fill="#fff" d="M0 0h${size}v${size}H0z" /><path fill="#000" d=${pathOf(data)} />
  </svg>`;
}

/** Returns the path of the dark modules, each run of a row as one rectangle. */
function pathOf(rows: readonly (readonly boolean[])[]): string {
  let path = '';
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      const start = x;
      while (row[x]) x++;
      if (x > start) path += `M${start} ${y}h${x - start}v1H${start}z`;
    }
  });
  return path;
}
