/** Photos as evidence: small enough for a weak network, large enough to be read. */

const LONGEST = 1600;
const QUALITY = 0.72;

/** A frame or picture as JPEG, its longer side at most `LONGEST`. */
export async function compressed(source: ImageBitmap | HTMLVideoElement): Promise<Blob> {
  const [width, height] = source instanceof HTMLVideoElement ? [source.videoWidth, source.videoHeight] : [source.width, source.height];
  const scale = Math.min(1, LONGEST / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext('2d')?.drawImage(source, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', QUALITY);
  });
}
