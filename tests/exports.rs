//! One shared report in every format, hostile texts through every format, and workbooks read back
//! with another reader.

#[path = "exports/formats.rs"]
mod formats;
#[path = "exports/hostile.rs"]
mod hostile;
#[path = "exports/sample.rs"]
mod sample;
#[path = "exports/workbook.rs"]
mod workbook;
