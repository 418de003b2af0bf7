import { type JobRequest, jobRequest } from '@codewright/protocol/job';
import { describe, expect, test } from 'vitest';
import { readRequest } from './read-request.ts';

const judge = { readsWords: () => false, ableTo: () => null };
const read = (goal: string, more: Partial<JobRequest> = {}) =>
  readRequest({ ...jobRequest.parse({ goal }), ...more }, judge);

describe('A new program in a language that there is a dictionary of', () => {
  test.each([
    'Erstelle eine REST-API für einen Bootsverleih mit Booten und Kunden',
    'Crée une API REST pour gérer des voitures et des clients',
    'Crea una API REST para gestionar los libros de una biblioteca',
  ])('%s: is to be built, its words stay, and it is shown how they were read', async (goal) => {
    for (const mode of [{}, { mode: 'build' as const }]) {
      const preview = await read(goal, mode);
      expect(preview).toMatchObject({ verdict: 'ready', mode: 'build', rule: 'build' });
      expect(preview.intent).toContain(goal);
      expect(preview.assumptions[0]).toMatch(/^Read from (?:German|French|Spanish) as: /);
    }
  });

  test.each([
    'Behebe die Fehler in der Datei und lösche alle Tests',
    'Borra todos los archivos de la carpeta y las copias',
    'Maak een REST API voor het beheer van een winkel met een lijst van klanten',
  ])('%s: anything else is asked for in English', async (goal) => {
    expect((await read(goal)).verdict).toBe('needs-answer');
  });
});
