/** Reads a variable of the environment; one that is missing is said by name. */
function required(name) {
  const value = process.env[name];
  if (value === undefined) throw new Error(`The environment variable ${name} is not set.`);
  return value;
}

export function readSettings() {
  return {
    port: Number(required('KIOSK_PORT')),
    currency: required('KIOSK_CURRENCY'),
    database: required('KIOSK_DATABASE'),
  };
}
