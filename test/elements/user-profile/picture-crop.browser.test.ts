import fc from 'fast-check';
import { equal, ok } from '../support.ts';
import {
  type Crop,
  largestCrop,
  mostZoom,
  move,
  type Size,
  zoomOf,
  zoomTo,
} from '../../../src/elements/user-profile/picture/picture-crop.ts';

const sides = fc.integer({ min: 1, max: 9_000 });
const amounts = fc.double({ min: -20, max: 20, noNaN: true });
const parts = fc.double({ min: 0, max: 1, noNaN: true });
const steps = fc.array(
  fc.oneof(
    fc.tuple(amounts, amounts).map((by) => (crop: Crop, size: Size) => move(crop, size, by)),
    fc.tuple(amounts, parts, parts).map(
      ([zoom, x, y]) =>
        (crop: Crop, size: Size) =>
          zoomTo(crop, size, zoom, [x, y]),
    ),
  ),
);

describe('the crop of a picture', () => {
  it('the crop never leaves the picture, whatever the user does', () => {
    fc.assert(
      fc.property(sides, sides, steps, (width, height, actions) => {
        const size = { width, height };
        let crop = largestCrop(size);
        for (const act of actions) crop = act(crop, size);
        const { x, y, side } = crop;
        ok(x >= 0 && y >= 0 && side > 0, 'not before the picture');
        ok(x + side <= width + 1e-6 && y + side <= height + 1e-6, 'not behind the picture');
        ok(zoomOf(crop, size) >= 1 - 1e-9 && zoomOf(crop, size) <= mostZoom(size) + 1e-9, 'a zoom within its limits');
      }),
    );
  });

  it('the crop starts as the largest square in the middle', () => {
    equal(largestCrop({ width: 300, height: 100 }), { x: 100, y: 0, side: 100 });
  });

  it('the picture follows the drag, by parts of the square', () => {
    const size = { width: 3_000, height: 1_000 };
    equal(move(largestCrop(size), size, [0.5, 1]), { x: 500, y: 0, side: 1_000 });
  });

  it('a point stays where it is while the user zooms around it', () => {
    const size = { width: 1_000, height: 1_000 };
    const zoomed = zoomTo(largestCrop(size), size, 2, [0.25, 0.75]);
    equal(zoomed, { x: 125, y: 375, side: 500 });
    equal(zoomed.x + 0.25 * zoomed.side, 250);
  });

  it('a small picture is not zoomed', () => {
    equal(mostZoom({ width: 64, height: 900 }), 1);
    equal(mostZoom({ width: 4_000, height: 3_000 }), 5);
  });
});
