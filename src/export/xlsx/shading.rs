//! Five shades of blue behind percentages; the number stands in every cell, so that the shade is
//! never alone.

use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{ConditionalFormatFormula, Format, Worksheet, XlsxError};

/// From which percentage on, the colour behind it, and the colour of the number: each pair has a
/// contrast of more than 4.5 to 1.
const SHADES: [(f64, u32, u32); 5] = [
    (80.0, 0x0B_4A_8F, 0xFF_FF_FF),
    (60.0, 0x8F_C1_E3, 0x00_00_00),
    (40.0, 0xBD_DB_EF, 0x00_00_00),
    (20.0, 0xDD_EC_F7, 0x00_00_00),
    (0.0, 0xF5_FA_FE, 0x00_00_00),
];

/// Shades the numbers of a column. A spreadsheet takes an empty cell for 0 when it compares: what has
/// no value has no shade.
pub fn shade(sheet: &mut Worksheet, column: u16, rows: u32) -> Result<(), XlsxError> {
    let cell = format!("{}2", column_number_to_name(column));
    for (from, behind, number) in SHADES {
        let format = Format::new().set_background_color(behind).set_font_color(number);
        let rule = ConditionalFormatFormula::new()
            .set_rule(format!("=AND(ISNUMBER({cell}),{cell}>={from})").as_str())
            .set_format(format)
            .set_stop_if_true(true);
        sheet.add_conditional_format(1, column, rows, column, &rule)?;
    }
    Ok(())
}
