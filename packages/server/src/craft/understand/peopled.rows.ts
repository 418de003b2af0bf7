import type { Expectation } from './expectation.ts';

/** Who acts and what is theirs, fields of several parts, kinds that there are of something. */
export const peopled: Expectation[] = [
  {
    text: 'REST API for a baking contest. Bakers submit cakes to a contest, each with a title and a weight in kg. Assessors rate each cake from 1 to 5. A contest has a theme and a deadline.',
    entities: 'Contest Cake Baker Assessor Rating',
    fields: { Rating: '!bakerId assessorId cakeId', Baker: 'name email' },
    relations: 'Contest<Cake Baker<Cake Cake<Rating Assessor<Rating',
  },
  {
    text: 'REST API for a garage. Cars have a plate. Mechanics log inspections. Inspections have a car, a date and a result.',
    entities: 'Car Mechanic Inspection',
    relations: 'Car<Inspection Mechanic<Inspection',
  },
  {
    text: 'REST API for a gym with athletes, exercises and workouts. An exercise has a name and a muscle. Athletes record workouts of exercises with a date, the number of sets and an optional comment.',
    entities: 'Athlete Exercise Workout',
    fields: { Exercise: 'name muscle !date !comment', Workout: 'date numberOfSets:integer comment' },
    relations: 'Exercise<Workout Athlete<Workout',
  },
  {
    text: 'Backend for a stable. Horses have a name. Grooms record measurements (pulse, weight, temperature) for horses.',
    entities: 'Horse Groom Measurement',
    fields: { Measurement: 'pulse:integer weight:decimal temperature:decimal' },
    relations: 'Horse<Measurement Groom<Measurement',
  },
  {
    text: 'REST API. A promoter hosts many concerts. Promoters have a name. Concerts have a title and a date.',
    entities: 'Promoter Concert',
    relations: 'Promoter<Concert',
  },
  {
    text: '# Course site\n\nREST API.\n\n## Roles\n- Learner: enrolls in courses, submits essays\n- Tutor: creates courses and marks essays\n- Admin: manages users\n\n## Data\n- Course: title, price\n- Essay: course, learner, text\n- Learner: name\n- Tutor: name',
    entities: 'Course Essay Learner Tutor Enrollment',
    fields: { Learner: 'name !submitsEssays', Tutor: 'name !createsCourses' },
    relations: 'Course<Enrollment Learner<Enrollment Course<Essay Learner<Essay',
    roles: 'admin',
  },
  {
    text: 'REST API. Buoys have a code, a location (latitude, longitude) and dimensions (width in cm, height in cm). Sightings have the date it was last checked, GPS coordinates and a buoy.',
    entities: 'Buoy Sighting',
    fields: {
      Buoy: 'code latitude:decimal longitude:decimal width:decimal height:decimal !location !dimensions',
      Sighting: 'lastCheckedDate:date latitude:decimal longitude:decimal buoyId',
    },
  },
  {
    text: 'REST API. Lockers are numbered and come in three sizes: small, medium and large. Halls are public or private and have a name.',
    entities: 'Locker Hall',
    fields: { Locker: 'number size:enum !medium !large', Hall: 'visibility:enum name' },
  },
  {
    text: 'REST API: scooters that are either free, rented or in repair; riders with name and email. Each rider has one plan, which is monthly, yearly or free.',
    entities: 'Scooter Rider',
    fields: { Scooter: 'status:enum', Rider: 'name email plan:enum' },
  },
  {
    text: '# Blood bank\n\nREST API.\n\n## Donor\n- full name\n- blood type: one of A+, A-, B+, B-\n\n## Sample\n- donor\n- tested: yes or no\n- units needed',
    entities: 'Donor Sample',
    fields: { Donor: 'fullName bloodType:enum !bplus', Sample: 'tested:boolean unitsNeeded:integer' },
  },
  {
    text: 'REST API. Hospital: name. Transfusion: hospital, blood type, date.',
    entities: 'Hospital Transfusion',
    fields: { Transfusion: 'bloodType date:date' },
    relations: 'Hospital<Transfusion',
  },
  {
    text: 'A simple app to keep track of my houseplants. For every plant I want to store its name and the room it stands in.',
    entities: 'Plant',
    fields: { Plant: 'name room' },
  },
];
