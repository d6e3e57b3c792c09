"""Short texts that follow three happenings: id, day, publisher, words."""

STORY = (
    ("rice-1", "2022-02-14", "Meridian Wire", "Japan will give Madagascar 40,000 tonnes of rice before the end of 2022, "
     "Foreign Minister Haruka Shimada said on Monday. The rice will help families who lost their harvest."),
    ("rice-2", "2022-02-15", "Tananarive Courier", "Japan will give Madagascar forty million kilograms of rice by the end of "
     "2022, the Malagasy foreign ministry said."),
    ("rice-3", "2022-09-27", "Indian Ocean Dispatch", "Japan delivered 15,000 tonnes of rice to Madagascar on Tuesday, the "
     "first part of the 40,000 tonnes of rice that it promised."),
    ("rice-4", "2023-03-08", "Meridian Wire", "Japan suspended its rice aid to Madagascar on Wednesday."),
    ("grain-1", "2022-07-22", "Bosphorus Post", "Ukraine and Russia signed an agreement with Turkey on a grain corridor in "
     "Istanbul. Ukraine promised to guide ships to the grain corridor."),
    ("grain-2", "2022-10-29", "Bosphorus Post", "Russia suspended its part in the grain corridor. Ukraine condemned Russia."),
    ("visit-1", None, None, "The president of Ghana met the president of Togo in Lomé. They discussed fishing rights."),
    ("empty", "2022-01-01", None, ""),
)  # fmt: skip
